"""Links on which a cluster hangs: which of them do not glue, and which of the others is the weakest.

In a component of more than ``cut_over`` records an identifier is cut from a record when that link is a
bridge: a single wrong identifier joins two strangers exactly so. A record that would lose all its links keeps
the strongest. Text links and judgements are never cut: a text link was verified, and who finds links need not
list all the pairs of a group, so that a bridge among them means nothing.
"""

import numpy

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.graph.contracts import Bridges, Rules
from seinhuis.engine.linkage.graph.links import Links


def find_bridges(links: Links) -> tuple[Rows, Rows, Rows]:
    """The places of the links that are bridges, the records on the one side, and on both together."""
    from seinhuis.engine.linkage.graph.kernels.bridges import bridges
    from seinhuis.engine.linkage.graph.kernels.gathering import adjacency

    start, at = adjacency(links.count + links.numbers.size, links.left, links.right)
    place, side, whole = bridges(links.count, links.left, links.right, start, at)
    return place, side, whole


def cut_bridges(links: Links, rules: Rules) -> tuple[Links, Bridges]:
    """The links that are left, and the bridges that were cut."""
    place, side, whole = find_bridges(links)
    smaller = numpy.minimum(side, whole - side)
    cut = place[links.may_be_cut()[place] & (smaller > 0) & (whole > rules.cut_over)]
    cut = numpy.setdiff1d(cut, last_held(links, cut), assume_unique=True)
    left = numpy.ones(links.left.size, numpy.bool_)
    left[cut] = False
    sides = numpy.zeros((2, links.left.size), numpy.int64)
    sides[:, place] = smaller, whole - smaller
    return links.only(left), by_row(links.only(cut).as_bridges(*sides[:, cut]))


def last_held(links: Links, cut: Rows) -> Rows:
    """Of the links to be cut those that stay: the strongest of each record that would lose all it has."""
    rows = numpy.concatenate((links.left, links.right[links.right < links.count]))
    loses = numpy.bincount(links.left[cut], minlength=links.count)
    last = cut[loses[links.left[cut]] == numpy.bincount(rows, minlength=links.count)[links.left[cut]]]
    row = links.left[last]
    order = last[numpy.lexsort((links.rank[links.right[last]], -links.weight[last], row))]
    return numpy.asarray(order[numpy.flatnonzero(numpy.diff(links.left[order], prepend=-1))])


def weakest_bridges(links: Links, label: Rows) -> Bridges:
    """For each cluster with bridges the weakest, by cluster.

    A bridge that only one record hangs on comes after those that part two records from two; then the smaller
    weight, then the more even halves, then the rank.
    """
    place, side, whole = find_bridges(links)
    smaller = numpy.minimum(side, whole - side)
    place, smaller, whole = place[smaller > 0], smaller[smaller > 0], whole[smaller > 0]
    found = links.only(place)
    low, high = found.ends()
    cluster = label[found.left]
    order = numpy.lexsort((high, low, -smaller, found.weight, smaller < 2, cluster))
    first = order[numpy.flatnonzero(numpy.diff(cluster[order], prepend=-1))]
    return found.only(first).as_bridges(smaller[first], (whole - smaller)[first])


def by_row(bridges: Bridges) -> Bridges:
    """The same bridges, ordered by row."""
    order = numpy.lexsort((bridges.identifier, bridges.other, bridges.row))
    return taken(bridges, order)


def taken(bridges: Bridges, which: Rows) -> Bridges:
    """Some of the bridges, in the order given."""
    return Bridges(
        bridges.row[which],
        bridges.other[which],
        bridges.identifier[which],
        bridges.weight[which],
        bridges.smaller[which],
        bridges.larger[which],
    )
