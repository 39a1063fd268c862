"""A bar for `seinhuis link`: how far it is, and about how long it will still take.

A stage is mostly one call into compiled code that says nothing until it is ready. So inside a stage the bar
goes by what that stage took for so many records when it was measured (`make bench BENCH=whole`), times how
much slower or faster this run was in the stages before.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

STAGES = {
    "read": "Reading the records",
    "texts": "Comparing the texts",
    "identifiers": "Gathering the identifiers",
    "clusters": "Making clusters",
    "write": "Writing",
}
# Seconds to begin with, and seconds for a million records.
_MEASURED = {
    "read": (0.3, 3),
    "texts": (1.0, 25),
    "identifiers": (0.1, 3),
    "clusters": (0.3, 11),
    "write": (0.1, 2),
}
_MOST_OF_A_STAGE = 0.95  # shown before it has ended
_TICK = 0.5  # seconds
_FORMAT = "{desc:<25} {percentage:3.0f}% |{bar}| {elapsed}, about {remaining} left"


class Estimate:
    """Which part of a run is done; ``clock`` gives seconds. Stages may be left out, not come again."""

    def __init__(self, records: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._expected = {
            name: begin + each * records / 1_000_000 for name, (begin, each) in _MEASURED.items()
        }
        self._stage: str | None = None
        self._first = self._began = clock()

    def begin(self, stage: str) -> None:
        """The stage before has ended and this one begins."""
        self._stage, self._began = stage, self._clock()

    def share(self) -> float:
        """From 0 to under 1."""
        if self._stage is None:
            return 0.0
        names = list(self._expected)
        before = sum(self._expected[name] for name in names[: names.index(self._stage)])
        here = self._expected[self._stage]
        done = before + here * min(self._spent_here(before) / here, _MOST_OF_A_STAGE)
        return done / sum(self._expected.values())

    def _spent_here(self, before: float) -> float:
        """Seconds spent in this stage, as seconds of the machine on which it was measured."""
        spent_before = self._began - self._first
        pace = spent_before / before if before and spent_before else 1.0
        return (self._clock() - self._began) / pace


@contextmanager
def shown(records: int) -> Iterator[Callable[[str], None]]:
    """What `link` is to call at each stage; a bar on standard error, nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda stage: None
        return
    from tqdm import tqdm

    estimate, ended = Estimate(records), threading.Event()
    with tqdm(total=1.0, smoothing=0, bar_format=_FORMAT, file=sys.stderr) as bar:
        ticking = threading.Thread(target=_tick, args=(bar, estimate, ended), daemon=True)
        ticking.start()
        try:
            yield lambda stage: _enter(bar, estimate, stage)
        finally:
            ended.set()
            ticking.join()
        bar.n = 1.0


def _enter(bar: Any, estimate: Estimate, stage: str) -> None:
    estimate.begin(stage)
    bar.set_description_str(STAGES[stage], refresh=False)
    _show(bar, estimate)


def _tick(bar: Any, estimate: Estimate, ended: threading.Event) -> None:
    while not ended.wait(_TICK):
        _show(bar, estimate)


def _show(bar: Any, estimate: Estimate) -> None:
    # Never back: when a stage turns out quicker than those before, the estimate of its share may shrink.
    bar.n = max(bar.n, estimate.share())
    bar.refresh()
