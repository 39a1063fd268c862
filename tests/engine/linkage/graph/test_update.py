"""An update gives what a full build gives, to the bit, whatever was added, removed or judged."""

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.graph import NONE, BadGraph, cluster_graph, update
from tests.engine.linkage.graph.building import TIGHT, assert_equal, graph_of
from tests.engine.linkage.graph.test_hubs import groups_with


class Corpus:
    """Records by an id that stays, with what they mention; rows follow the ids or are mixed."""

    def __init__(self, seed):
        self.random = numpy.random.default_rng(seed)
        self.mentions, self.texts, self.judged, self.next = {}, {}, [], 0

    def add(self):
        numbers = (
            self.random.integers(1 + self.next // 3) ** 2 // (1 + self.next // 6),
            self.random.integers(9),
        )
        record, self.next = self.next, self.next + 1
        self.mentions[record] = set(map(int, numbers[: self.random.integers(0, 3)]))
        if len(self.mentions) > 1 and self.random.random() < 0.4:
            self.texts[tuple(sorted((self.other(record), record)))] = float(
                self.random.choice((0.3, 0.5, 0.8))
            )

    def other(self, record):
        return int(self.random.choice([each for each in self.mentions if each != record]))

    def remove(self):
        if len(self.mentions) > 2:
            gone = int(self.random.choice(list(self.mentions)))
            del self.mentions[gone]
            self.texts = {pair: share for pair, share in self.texts.items() if gone not in pair}
            self.judged = [each for each in self.judged if gone not in each[:2]]

    def judge(self):
        if len(self.mentions) > 1:
            left = int(self.random.choice(list(self.mentions)))
            verdict, day = bool(self.random.random() < 0.5), int(self.random.integers(3))
            self.judged.append((left, self.other(left), verdict, day))

    def take_back(self):
        if self.judged:
            del self.judged[int(self.random.integers(len(self.judged)))]

    def change(self):
        """A number that was read wrongly, and a similarity that is counted anew."""
        if self.mentions:
            record = int(self.random.choice(list(self.mentions)))
            self.mentions[record] ^= {int(self.random.integers(9))}
        if self.texts:
            pair = list(self.texts)[int(self.random.integers(len(self.texts)))]
            self.texts[pair] = float(self.random.choice((0.3, 0.5, 0.8)))

    def graph(self):
        """The graph now, and the record of each row."""
        records = [int(each) for each in self.random.permutation(list(self.mentions))]
        row = {record: place for place, record in enumerate(records)}
        mentions = [(row[record], number) for record in records for number in self.mentions[record]]
        texts = [(*sorted((row[one], row[two])), share) for (one, two), share in self.texts.items()]
        judged = [(row[one], row[two], same, day) for one, two, same, day in self.judged]
        return graph_of(len(records), mentions, texts, judged, records), records


STEPS = st.sampled_from(("add", "add", "add", "remove", "judge", "take_back", "change"))


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 2**32 - 1), st.lists(st.lists(STEPS, min_size=1, max_size=4), max_size=4))
def test_any_order_of_changes_gives_what_a_full_build_gives(seed, changes):
    corpus = Corpus(seed)
    for _ in range(corpus.random.integers(4, 25)):
        corpus.add()
    graph, records = corpus.graph()
    found = cluster_graph(graph, TIGHT)
    for steps in changes:
        for step in steps:
            getattr(corpus, step)()
        before, old = graph, {record: row for row, record in enumerate(records)}
        graph, records = corpus.graph()
        kept = numpy.array([old.get(record, NONE) for record in records], numpy.int64)
        found = update(before, found, graph, kept)
        assert_equal(found, cluster_graph(graph, TIGHT))


def updated(before, after, kept):
    found = update(before, cluster_graph(before), after, numpy.array(kept))
    assert_equal(found, cluster_graph(after))
    return found


def test_a_record_that_makes_a_number_a_hub_takes_its_groups_apart():
    few, many = groups_with(19, of=10, calling=1), groups_with(20, of=10, calling=1)
    before, after = graph_of(190, few), graph_of(200, many)
    assert cluster_graph(before).hubs == ()
    assert len(updated(before, after, [*range(190), *[NONE] * 10]).hubs) == 1


def test_a_removal_that_makes_a_hub_a_number_again_pulls_its_groups_together():
    before, after = (
        graph_of(200, groups_with(20, of=10, calling=1)),
        graph_of(190, groups_with(19, of=10, calling=1)),
    )
    assert updated(before, after, range(190)).hubs == ()


def test_a_record_beside_a_hub_does_not_need_the_others():
    mentions = groups_with(40, of=10, calling=1)
    before, after = graph_of(400, mentions), graph_of(401, [*mentions, (400, 9999), (400, 3)])
    found = updated(before, after, [*range(400), NONE])
    assert found.hubs[0].records == 41
    assert found.label[400] == 30


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        ([0], "kept: 1 entries for 2 rows"),
        ([0, 0], "kept: an old row stands there twice"),
        ([0, 2], "kept: the row at 1 is not one of the 2 rows"),
        ([1, 0], "kept: the order of the rows that stay has changed"),
    ],
)
def test_rows_that_cannot_be_the_old_ones_are_refused(kept, message):
    graph = graph_of(2)
    with pytest.raises(BadGraph, match=message):
        update(graph, cluster_graph(graph), graph, numpy.array(kept))
