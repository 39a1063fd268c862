"""What people said of pairs of records: it wins over what was computed, and contradicts itself out loud.

"Not the same" always holds. When judgements "same" lead from one to the other of two records that are not the
same, the oldest of them on that way is not followed; every judgement involved is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy

from seinhuis.engine.linkage.contracts import Judgement, Rows, Verdict
from seinhuis.engine.linkage.graph.connecting import components
from seinhuis.engine.linkage.graph.contracts import Conflict, JudgedRows, Link
from seinhuis.engine.linkage.graph.links import Links
from seinhuis.engine.linkage.graph.walking import Walks

Pair = tuple[int, int]


@dataclass(frozen=True)
class Settled:
    """Judgements without their contradictions: pairs that glue, pairs that stay apart, what was refused."""

    same: tuple[Rows, Rows]
    apart: tuple[Rows, Rows]
    conflicts: tuple[Conflict, ...]


def judged_rows(
    judgements: Sequence[Judgement], row_of: Mapping[str, int]
) -> tuple[JudgedRows, tuple[Judgement, ...]]:
    """Judgements as rows, and those about records not here; "unsure" changes nothing and is in neither."""
    sure = [each for each in judgements if each.verdict is not Verdict.UNSURE]
    here = [each for each in sure if each.left in row_of and each.right in row_of]
    rows = JudgedRows(
        numpy.array([row_of[each.left] for each in here], numpy.int64),
        numpy.array([row_of[each.right] for each in here], numpy.int64),
        numpy.array([each.verdict is Verdict.SAME for each in here], numpy.bool_),
        numpy.array([each.on.toordinal() for each in here], numpy.int64),
    )
    return rows, tuple(each for each in sure if each.left not in row_of or each.right not in row_of)


def nothing_judged() -> JudgedRows:
    """No judgement at all."""
    return judged_rows((), {})[0]


def settle(count: int, judged: JudgedRows, rank: Rows) -> Settled:
    """Part what is to be followed from what contradicts it, whatever the order of the judgements."""
    days: dict[Pair, int] = {}
    apart: set[Pair] = set()
    for left, right, same, day in _lines(judged):
        pair = (left, right) if rank[left] < rank[right] else (right, left)
        if same:
            days[pair] = max(day, days.get(pair, day))
        else:
            apart.add(pair)
    together = sorted(days, key=lambda pair: (-days[pair], rank[pair[0]], rank[pair[1]]))
    stays_apart = sorted(apart, key=lambda pair: (rank[pair[0]], rank[pair[1]]))
    followed, conflicts = _without_contradictions(count, together, stays_apart)
    return Settled(_as_rows(followed), _as_rows(stays_apart), conflicts)


def _lines(judged: JudgedRows) -> Iterator[tuple[int, int, bool, int]]:
    columns = (judged.left, judged.right, judged.same, judged.day)
    return zip(*(column.tolist() for column in columns), strict=True)


def _as_rows(pairs: Sequence[Pair]) -> tuple[Rows, Rows]:
    both = numpy.array(pairs, numpy.int64).reshape(-1, 2)
    return both[:, 0].copy(), both[:, 1].copy()


def _without_contradictions(
    count: int, same: list[Pair], apart: list[Pair]
) -> tuple[list[Pair], tuple[Conflict, ...]]:
    """Follow judgements in their order unless they join what must stay apart."""
    label = components(count, *_as_rows(same))
    disputed: dict[int, list[Pair]] = {}
    for pair in apart:
        if label[pair[0]] == label[pair[1]]:
            disputed.setdefault(int(label[pair[0]]), []).append(pair)
    walks = Walks()
    followed: list[Pair] = []
    conflicts: list[Conflict] = []
    for pair in same:
        against = [each for each in disputed.get(int(label[pair[0]]), ()) if walks.would_join(pair, each)]
        conflicts.extend(Conflict(each, pair, walks.between(pair, each)) for each in against)
        if not against:
            walks.join(pair)
            followed.append(pair)
    return followed, tuple(conflicts)


def hold_apart(links: Links, apart: tuple[Rows, Rows], label: Rows) -> tuple[Links, tuple[Conflict, ...]]:
    """Leave out the weakest links on the ways between rows that are not the same, and say which."""
    from seinhuis.engine.linkage.graph.kernels.constraints import glue_apart

    held = label[apart[0]] == label[apart[1]]
    if not held.any():
        return links, ()
    left, right = apart[0][held], apart[1][held]
    disputed = numpy.zeros(links.count, numpy.bool_)
    disputed[label[left]] = True
    places = numpy.flatnonzero(disputed[label[links.left]])
    part = links.only(places)
    nodes = links.count + links.numbers.size
    refused = glue_apart(nodes, part.left, part.right, part.strongest_first(), left, right)
    keep = numpy.ones(links.left.size, numpy.bool_)
    keep[places[refused >= 0]] = False
    return links.only(keep), _conflicts(part, refused, left, right)


def _conflicts(part: Links, refused: Rows, left: Rows, right: Rows) -> tuple[Conflict, ...]:
    """One conflict for each pair that kept links from gluing, with those links."""
    sequence = part.strongest_first()
    out = sequence[refused[sequence] >= 0]
    links: dict[int, list[Link]] = {}
    none = numpy.zeros(out.size, numpy.int64)
    for pair, bridge in zip(refused[out].tolist(), part.only(out).as_bridges(none, none), strict=True):
        links.setdefault(pair, []).append(bridge.link)
    return tuple(
        Conflict((int(left[pair]), int(right[pair])), left_out=tuple(links[pair])) for pair in sorted(links)
    )
