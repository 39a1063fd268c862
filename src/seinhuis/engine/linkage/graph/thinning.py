"""Large parts of a cluster that hardly anything joins: rings of wrong identifiers, where no link is a bridge.

Parts are found by label propagation. A part that is not clearly one (``loose``: its links to others are that
share of all its link ends) goes to the part with which it has most links, until all are. What then joins two
parts is thin when it is ``few_links`` or less, or less than ``few_share`` of the link ends of the smaller:
wrong identifiers at random give a part many neighbours, each by a link or two, where one writer gives it one
neighbour by many. Link ends here are those of links that may be cut: near-equal texts give every record of a
template tens of links, beside which the numbers that join two templates of one writer would always look few.
"""

from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.graph.bridging import by_row, last_held
from seinhuis.engine.linkage.graph.connecting import components
from seinhuis.engine.linkage.graph.contracts import Bridges, Rules
from seinhuis.engine.linkage.graph.links import Links

SWEEPS = 10

Mask = NDArray[numpy.bool_]


class Ends(NamedTuple):
    """The links of large clusters between nodes numbered by rank; ``held`` are those that may not be cut."""

    nodes: int
    left: Rows
    right: Rows
    held: Mask


class Borders(NamedTuple):
    """For each two parts with links between them how many, and every part's ends of those that may be cut."""

    first: Rows
    second: Rows
    links: Rows
    held: Mask
    ends: Rows


def cut_thin(links: Links, label: Rows, rules: Rules) -> tuple[Links, Bridges]:
    """The links that are left, and those that were thin, with the records of the parts at both ends."""
    size = numpy.bincount(label, minlength=links.count)
    places = numpy.flatnonzero(size[label[links.left]] > rules.thin_over)
    ends = _ends(links, places)
    parts = _parts(ends, rules)
    cut = places[parts[ends.left] != parts[ends.right]]
    cut = numpy.setdiff1d(cut, last_held(links, cut), assume_unique=True)
    left = numpy.ones(links.left.size, numpy.bool_)
    left[cut] = False
    remaining = links.only(left)
    return remaining, by_row(links.only(cut).as_bridges(*_sides(links, cut, remaining)))


def _ends(links: Links, places: Rows) -> Ends:
    left, right = links.rank[links.left[places]], links.rank[links.right[places]]
    return Ends(links.rank.size, left, right, ~links.may_be_cut()[places])


def _parts(ends: Ends, rules: Rules) -> Rows:
    """The part of each node, when no two parts are left that more than a thin border joins."""
    from seinhuis.engine.linkage.graph.kernels.gathering import gather
    from seinhuis.engine.linkage.graph.kernels.spreading import spread

    here, there = numpy.concatenate((ends.left, ends.right)), numpy.concatenate((ends.right, ends.left))
    start, neighbours = gather(here, there, ends.nodes)
    parts = numpy.arange(ends.nodes)
    # Once more from the parts found: a node that chose when its own part was still in pieces chooses again.
    for _ in range(2):
        parts = _merged(ends, spread(start, neighbours, parts, SWEEPS), rules)
    return parts


def _merged(ends: Ends, parts: Rows, rules: Rules) -> Rows:
    while True:
        borders = _borders(ends, parts)
        joined = _to_closest(borders, rules)
        if not joined[0].size:
            joined = _not_thin(borders, rules)
        if not joined[0].size:
            return parts
        parts = components(ends.nodes, *joined)[parts]


def _borders(ends: Ends, parts: Rows) -> Borders:
    first, second = parts[ends.left], parts[ends.right]
    free = ~ends.held
    volume = numpy.bincount(first[free], minlength=ends.nodes)
    volume += numpy.bincount(second[free], minlength=ends.nodes)
    across = first != second
    low = numpy.minimum(first[across], second[across])
    high = numpy.maximum(first[across], second[across])
    pairs, index, links = numpy.unique(low * ends.nodes + high, return_inverse=True, return_counts=True)
    held = numpy.bincount(index, ends.held[across], pairs.size) > 0
    return Borders(pairs // ends.nodes, pairs % ends.nodes, links, held, volume)


def _to_closest(borders: Borders, rules: Rules) -> tuple[Rows, Rows]:
    """Each loose part with the part to which it has most links, ties by rank."""
    here = numpy.concatenate((borders.first, borders.second))
    there = numpy.concatenate((borders.second, borders.first))
    links = numpy.concatenate((borders.links, borders.links))
    out = numpy.bincount(here, links, borders.ends.size)
    order = numpy.lexsort((there, -links, here))
    closest = order[numpy.flatnonzero(numpy.diff(here[order], prepend=-1))]
    loose = closest[out[here[closest]] >= rules.loose * borders.ends[here[closest]]]
    return here[loose], there[loose]


def _not_thin(borders: Borders, rules: Rules) -> tuple[Rows, Rows]:
    smaller = numpy.minimum(borders.ends[borders.first], borders.ends[borders.second])
    joined = borders.held | (borders.links > numpy.maximum(rules.few_links, rules.few_share * smaller))
    return borders.first[joined], borders.second[joined]


def _sides(links: Links, cut: Rows, remaining: Links) -> tuple[Rows, Rows]:
    """The records of the smaller and of the larger cluster at the ends of each link that was cut."""
    nodes = components(links.rank.size, remaining.left, remaining.right)
    records = numpy.bincount(nodes[: links.count], minlength=nodes.size)
    left, right = records[nodes[links.left[cut]]], records[nodes[links.right[cut]]]
    return numpy.minimum(left, right), numpy.maximum(left, right)
