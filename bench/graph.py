"""Clusters from planted writers: wrong identifiers, hotlines, one large writer; beside plain components."""

import time

import numpy

from seinhuis.engine.linkage.contracts import Memberships, TextLinks
from seinhuis.engine.linkage.graph import (
    NONE,
    Graph,
    cluster_graph,
    components,
    nothing_judged,
    stable_ids,
    update,
)

MENTIONED = 1.53  # identifiers a record mentions, on average, once repeats are gone
LARGEST = 5000


def run(home):
    """The goals: precision .99, recall .95, no real writer taken for a hub, 10M links in 3 s."""
    cluster_graph(planted(20_000, hotlines=1)[0])
    for edges, hotlines, wrong, evenly, name in (
        (1_000_000, 5, 0.01, True, "1 % wrong, 5 hotlines"),
        (1_000_000, 50, 0.01, True, "1 % wrong, 50 hotlines"),
        (1_000_000, 5, 0.01, False, "1 % wrong and drawn to the busiest, 5 hotlines (harder)"),
        (1_000_000, 0, 0.0, True, "nothing wrong, no hotlines"),
        (20_000, 5, 0.01, True, "1 % wrong, 5 hotlines"),
    ):
        measure(name, *planted(edges, hotlines, wrong, evenly))
    measure_update(planted(1_000_000, hotlines=5)[0])
    measure_components(10_000_000)
    measure_star(200_000)


def planted(edges, hotlines, wrong=0.01, evenly=True, seed=20261124):
    """A graph, who wrote each record, and the first number that is a hotline.

    84 % of writers have one record; the others' numbers of records follow Pareto(1.3), at most 400; one has
    5,000 (or 1 % of the records). A writer has an identifier for every eight records; a record mentions one
    to five of them. Of the mentions a share is wrong: an identifier of anybody, each as likely (``evenly``)
    or as often as it is used. Each hotline is mentioned by 1 % of the records.
    """
    random = numpy.random.default_rng(seed)
    records = int(edges / MENTIONED)
    sizes = numpy.minimum((2 * (1 - random.random(records)) ** (-1 / 1.3)).astype(int), 400)
    sizes = numpy.where(random.random(records) < 0.84, 1, sizes)
    sizes[0] = min(LARGEST, records // 100)
    sizes = sizes[: numpy.searchsorted(numpy.cumsum(sizes), records)]
    writer = numpy.repeat(numpy.arange(sizes.size), sizes)
    own = 1 + sizes // 8
    first = numpy.cumsum(own) - own
    row = numpy.repeat(numpy.arange(writer.size), random.integers(1, 6, writer.size))
    number = first[writer[row]] + (random.random(row.size) * own[writer[row]]).astype(int)
    mistaken = numpy.flatnonzero(random.random(row.size) < wrong)
    number[mistaken] = (
        random.integers(0, own.sum(), mistaken.size)
        if evenly
        else number[random.integers(0, row.size, mistaken.size)]
    )
    calling = [random.choice(writer.size, writer.size // 100, replace=False) for _ in range(hotlines)]
    row = numpy.concatenate((row, *calling))
    number = numpy.concatenate(
        (number, *(numpy.full(each.size, own.sum() + k) for k, each in enumerate(calling)))
    )
    mentions = numpy.unique(row * (own.sum() + hotlines) + number)
    return graph_of(writer.size, *numpy.divmod(mentions, own.sum() + hotlines)), writer, int(own.sum())


def graph_of(count, row, number):
    nobody = numpy.empty(0, numpy.int64)
    texts = TextLinks(nobody, nobody, numpy.empty(0, numpy.float32))
    return Graph(count, texts, Memberships(row, number), nothing_judged())


def score(label, truth):
    """Pairwise precision and recall, and the biggest cluster."""
    both = label * (truth.max() + 1) + truth
    right, found, planted_pairs = (pairs(each) for each in (both, label, truth))
    return f"P {right / found:.4f}  R {right / planted_pairs:.4f}  biggest {numpy.bincount(label).max():,}"


def pairs(groups):
    sizes = numpy.unique(groups, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())


def ceiling(graph, writer, hotline):
    """The score of one who knows every writer and leaves each record its last number that others hold too.

    Where that number is wrong nothing shows it, as long as a record that shares one thing counts as linked.
    """
    sizes = numpy.bincount(writer)
    first = numpy.cumsum(1 + sizes // 8) - (1 + sizes // 8)
    own = graph.memberships.identifier < hotline
    row, number = graph.memberships.row[own], graph.memberships.identifier[own]
    owner = numpy.searchsorted(first, number, "right") - 1
    right = owner == writer[row]
    seen = numpy.zeros(graph.count, bool)
    seen[row[right & (numpy.bincount(number)[number] > 1)]] = True
    astray = ~right & ~seen[row]
    label = writer.copy()
    label[row[astray]] = owner[astray]
    return score(label, writer)


def measure(name, graph, writer, hotline):
    mentions = graph.memberships
    print(f"\n{name}: {mentions.row.size:,} mentions, {graph.count:,} records, {writer.max() + 1:,} writers")
    started = time.process_time()
    plain = components(graph.count + hotline + 100, mentions.row, graph.count + mentions.identifier)
    used = time.process_time() - started
    print(f"  plain components: {score(plain[: graph.count], writer)}  {used:.2f} s CPU")
    started = time.process_time()
    found = cluster_graph(graph)
    used = time.process_time() - started
    print(f"  at the very best: {ceiling(graph, writer, hotline)}")
    hotlines = sum(hub.identifier >= hotline for hub in found.hubs)
    print(f"  clusters:         {score(found.label, writer)}  {used:.2f} s CPU")
    print(
        f"  hotlines found {hotlines}, real identifiers taken for hubs {len(found.hubs) - hotlines}, "
        f"bridges cut {len(found.cut):,}, thin links cut {len(found.thin):,}"
    )


def measure_update(graph):
    """One record more, and a thousand, each with two numbers of somebody known."""
    found = cluster_graph(graph)
    names = [f"{row:07d}" for row in range(graph.count)]
    started = time.process_time()
    known = dict(zip(names, stable_ids({}, found.label, names).ids, strict=True))
    stable_ids(known, found.label, names)
    print(f"\nnaming {graph.count:,} records, twice: {time.process_time() - started:.2f} s CPU")
    for added in (1, 1000):
        some = numpy.random.default_rng(added).integers(0, graph.memberships.row.size, added)
        new = graph.count + numpy.arange(added)
        after = graph_of(
            graph.count + added,
            numpy.concatenate((graph.memberships.row, new)),
            numpy.concatenate((graph.memberships.identifier, graph.memberships.identifier[some])),
        )
        kept = numpy.concatenate((numpy.arange(graph.count), numpy.full(added, NONE)))
        started = time.process_time()
        update(graph, found, after, kept)
        used = time.process_time() - started
        started = time.process_time()
        cluster_graph(after)
        print(f"{added} more records: {used:.3f} s CPU, all anew {time.process_time() - started:.3f} s")


def measure_components(edges):
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    random = numpy.random.default_rng(1)
    count = edges // 2
    left, right = random.integers(0, count, (2, edges))
    started = time.process_time()
    label = components(count, left, right)
    ours = time.process_time() - started
    started = time.process_time()
    number, _ = connected_components(
        coo_array((numpy.ones(edges, numpy.int8), (left, right)), (count, count)), False
    )
    theirs = time.process_time() - started
    same = "the same" if number == numpy.unique(label).size else "ANOTHER"
    print(f"\ncomponents of {edges:,} links: {ours:.2f} s CPU; scipy {theirs:.2f} s, {same} number of them")


def measure_star(records):
    row = numpy.arange(records)
    star = graph_of(records, row, numpy.zeros(records, numpy.int64))
    paired = graph_of(records, row, row // 2)
    used = []
    for graph in (star, paired):
        started = time.process_time()
        cluster_graph(graph)
        used.append(time.process_time() - started)
    print(f"one number in {records:,} records: {used[0]:.2f} s CPU; in pairs: {used[1]:.2f} s")
