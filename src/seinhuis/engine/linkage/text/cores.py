"""Work in parts that do not touch each other, as many at a time as there are cores.

Threads are enough: compiled code and numpy's sorting give up Python's lock while they run.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice, pairwise
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(work: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
    """The result of each part, in the order of the parts; only a few are made before they are asked for."""
    coming = iter(parts)
    first = list(islice(coming, 2))
    if len(first) < 2:  # threads would cost more than they save
        yield from map(work, first)
        return
    with ThreadPoolExecutor(cores()) as pool:
        ahead: deque[Future[Result]] = deque()
        for part in chain(first, coming):
            if len(ahead) > cores():
                yield ahead.popleft().result()
            ahead.append(pool.submit(work, part))
        while ahead:
            yield ahead.popleft().result()


def do_all(work: Callable[[Part], object], parts: Iterable[Part]) -> None:
    """Do every part."""
    for _ in in_order(work, parts):
        pass


def cut(count: int, least: int) -> list[slice]:
    """0 up to ``count`` in runs of about the same length, one for each core, but none under ``least``."""
    pieces = max(1, min(cores(), count // least))
    return [slice(*ends) for ends in pairwise(count * piece // pieces for piece in range(pieces + 1))]
