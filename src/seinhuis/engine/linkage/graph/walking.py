"""A small forest of judgements that can tell the way between two of its rows."""

from collections import deque

Pair = tuple[int, int]


class Walks:
    """Rows joined by pairs, each pair joining two trees."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._beside: dict[int, list[int]] = {}

    def join(self, pair: Pair) -> None:
        """Join two rows; a pair within one tree adds nothing."""
        first, second = self._root(pair[0]), self._root(pair[1])
        if first == second:
            return
        self._parent[first] = second
        self._beside.setdefault(pair[0], []).append(pair[1])
        self._beside.setdefault(pair[1], []).append(pair[0])

    def would_join(self, pair: Pair, apart: Pair) -> bool:
        """Whether this pair would put the two rows of the other in one tree."""
        here, there = self._root(pair[0]), self._root(pair[1])
        return here != there and {here, there} == {self._root(apart[0]), self._root(apart[1])}

    def between(self, pair: Pair, apart: Pair) -> tuple[Pair, ...]:
        """The pairs on the way from the one row of ``apart`` to the other, over ``pair``."""
        start, end = apart
        near, far = pair if self._root(pair[0]) == self._root(start) else (pair[1], pair[0])
        return (*self._way(start, near), pair, *self._way(far, end))

    def _root(self, row: int) -> int:
        while (above := self._parent.get(row, row)) != row:
            self._parent[row] = self._parent.get(above, above)
            row = above
        return row

    def _way(self, start: int, end: int) -> list[Pair]:
        came: dict[int, int] = {start: start}
        waiting = deque([start])
        while end not in came:
            row = waiting.popleft()
            for other in self._beside.get(row, ()):
                if other not in came:
                    came[other] = row
                    waiting.append(other)
        steps: list[Pair] = []
        while end != start:
            steps.append((came[end], end))
            end = came[end]
        return steps[::-1]
