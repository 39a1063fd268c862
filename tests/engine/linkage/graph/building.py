"""Small graphs from lists, random ones for properties, and clusterings as plain values to compare."""

from dataclasses import fields, replace

import numpy
from hypothesis import strategies

from seinhuis.engine.linkage.contracts import Memberships, TextLinks
from seinhuis.engine.linkage.graph import NONE, Bridges, Graph, JudgedRows, Rules

# So small that every rule comes into play in a graph of twenty records.
TIGHT = Rules(
    2, 1, 0.1, fewest_records=3, few_records=5, crowd=7, strangers=0.5,
    cut_over=4, thin_over=4, loose=0.4, few_share=0.1,
)  # fmt: skip
NO_THIN = replace(TIGHT, thin_over=1000)


def column(rows, place, kind=numpy.int64):
    return numpy.array([row[place] for row in rows], kind)


def graph_of(count, mentions=(), texts=(), judged=(), order=None):
    """Mentions (row, identifier), texts (row, row, similarity), judged (row, row, same, day)."""
    return Graph(
        count,
        TextLinks(column(texts, 0), column(texts, 1), column(texts, 2, numpy.float32)),
        Memberships(column(mentions, 0), column(mentions, 1)),
        JudgedRows(column(judged, 0), column(judged, 1), column(judged, 2, bool), column(judged, 3)),
        None if order is None else numpy.array(order, numpy.int64),
    )


def pairs(count):
    row = strategies.integers(0, count - 1)
    return strategies.tuples(row, row).filter(lambda pair: pair[0] != pair[1]).map(sorted)


@strategies.composite
def graphs(draw, most=24):
    count = draw(strategies.integers(2, most))
    seed = draw(strategies.integers(0, 2**32 - 1))
    random = numpy.random.default_rng(seed)
    mentions = {
        (int(random.integers(count)), int(random.integers(1 + count // 2) ** 2 // (1 + count // 4)))
        for _ in range(int(random.integers(0, 2 * count)))
    }
    texts = {
        tuple(sorted(random.choice(count, 2, replace=False).tolist())): float(random.choice((0.3, 0.5, 0.8)))
        for _ in range(int(random.integers(0, 1 + count // 3)))
    }
    judged = [
        (left, right, draw(strategies.booleans()), draw(strategies.integers(1, 3)))
        for left, right in draw(strategies.lists(pairs(count), max_size=5))
    ]
    return graph_of(
        count, sorted(mentions), [(*pair, share) for pair, share in sorted(texts.items())], judged
    )


def plain(clustering, name=int):
    """A clustering as sets of names, whatever the numbers of its rows and the order of its parts."""
    groups = {}
    for row, label in enumerate(clustering.label.tolist()):
        groups.setdefault(label, set()).add(name(row))
    return {
        "clusters": {frozenset(group) for group in groups.values()},
        "hubs": set(clustering.hubs),
        "cut": plain_bridges(clustering.cut, name),
        "thin": plain_bridges(clustering.thin, name),
        "weakest": plain_bridges(clustering.weakest, name),
        "conflicts": {plain_conflict(each, name) for each in clustering.conflicts},
    }


def plain_bridges(bridges, name):
    return {(plain_link(each.link, name), each.smaller, each.larger) for each in bridges}


def plain_link(link, name):
    rows = {link.row} if link.other == NONE else {link.row, link.other}
    return frozenset(map(name, rows)), link.identifier, link.weight


def plain_conflict(conflict, name):
    def pair(rows):
        return None if rows is None else frozenset(map(name, rows))

    return (
        pair(conflict.apart),
        pair(conflict.refused),
        frozenset(map(pair, conflict.together)),
        frozenset(plain_link(each, name) for each in conflict.left_out),
    )


def assert_equal(first, second):
    """Every public value of two clusterings, to the bit."""
    for each in fields(first):
        if each.name == "forest":
            continue
        one, other = getattr(first, each.name), getattr(second, each.name)
        if isinstance(one, Bridges):
            for part in fields(one):
                numpy.testing.assert_array_equal(getattr(one, part.name), getattr(other, part.name))
        elif isinstance(one, numpy.ndarray):
            numpy.testing.assert_array_equal(one, other)
        else:
            assert one == other


def shuffled(graph, order):
    """The same records in another order: row i of the old graph is row ``order[i]`` of the new one."""
    order = numpy.array(order, numpy.int64)
    places = numpy.empty_like(order)
    places[order] = numpy.arange(order.size)
    old = numpy.arange(graph.count) if graph.order is None else graph.order
    texts, mentions, judged = graph.text_links, graph.memberships, graph.judged
    left, right = order[texts.left], order[texts.right]
    backwards = numpy.arange(mentions.row.size)[::-1]
    return replace(
        graph,
        text_links=replace(texts, left=numpy.minimum(left, right), right=numpy.maximum(left, right)),
        memberships=Memberships(order[mentions.row][backwards], mentions.identifier[backwards]),
        judged=replace(judged, left=order[judged.left], right=order[judged.right]),
        order=old[places],
    )
