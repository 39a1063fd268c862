"""What people said of two records: a book of its own beside the corpus, to which lines are only added.

The latest line about a pair counts; taking a judgement back is a line too. A rebuild never touches the book.
When records are removed, the lines about them go with them: an id can name somebody.
"""

import datetime
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus.errors import BadInput, CorpusDamaged
from seinhuis.engine.linkage.verdicts import Judgement, Verdict

BOOK = "judgements.jsonl"


@dataclass(frozen=True)
class Line:
    """One line of the book; ``verdict`` None takes back what was said of the pair."""

    left: str
    right: str
    verdict: str | None
    by: str
    on: str
    reason: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two records, the smaller id first."""
        return self.left, self.right


def judge(folder: Path, judgement: Judgement) -> None:
    """Write down what somebody said. Raises BadInput when something is missing, CorpusBusy."""
    _append(folder, _line(judgement, judgement.verdict.value))


def take_back(folder: Path, judgement: Judgement) -> None:
    """Write down that what was said of this pair no longer counts. Raises BadInput when nothing counts."""
    line = _line(judgement, None)
    if line.pair not in {(each.left, each.right) for each in standing(folder)}:
        raise BadInput("Nothing was said of these two records that could be taken back.")
    _append(folder, line)


def standing(folder: Path) -> tuple[Judgement, ...]:
    """What counts now, one judgement for each pair, ordered by pair. Raises CorpusDamaged."""
    latest = {line.pair: line for line in lines(folder)}
    return tuple(
        _judgement(latest[pair], Verdict(verdict))
        for pair in sorted(latest)
        if (verdict := latest[pair].verdict) is not None
    )


def lines(folder: Path) -> Iterator[Line]:
    """The whole book, oldest first. Raises CorpusDamaged with the number of the line."""
    try:
        written = (folder / BOOK).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for number, each in enumerate(written, 1):
        try:
            yield _checked(json.loads(each))
        except (ValueError, TypeError):
            raise CorpusDamaged(f"{folder / BOOK}, line {number}: this is no judgement.") from None


def _line(judgement: Judgement, verdict: str | None) -> Line:
    if judgement.left == judgement.right:
        raise BadInput("A judgement is about two records, and this is the same one twice.")
    if not judgement.by.strip() or not judgement.reason.strip():
        raise BadInput("A judgement needs a reason, and the name of who judges.")
    left, right = sorted((judgement.left, judgement.right))
    return Line(left, right, verdict, judgement.by, judgement.on.isoformat(), judgement.reason)


def _checked(read: dict[str, Any]) -> Line:
    line = Line(**read)
    datetime.date.fromisoformat(line.on)
    if line.verdict is not None:
        Verdict(line.verdict)
    return line


def _judgement(line: Line, verdict: Verdict) -> Judgement:
    day = datetime.date.fromisoformat(line.on)
    return Judgement(line.left, line.right, verdict, line.by, day, line.reason)


def _append(folder: Path, line: Line) -> None:
    with disk.writing(folder):
        before = (folder / BOOK).read_bytes() if (folder / BOOK).exists() else b""
        disk.replace(folder / BOOK, before + _written(line).encode())


def _written(line: Line) -> str:
    return json.dumps(asdict(line), ensure_ascii=False) + "\n"
