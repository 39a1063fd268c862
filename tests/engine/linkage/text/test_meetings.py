"""Who meets, and in how many buckets, is after any history what one reading of all gives."""

import random
from collections import Counter
from itertools import groupby

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.text import TextIndex, meetings
from seinhuis.engine.linkage.text.meetings import AFTER, BEFORE, Meetings, Net, who_met
from seinhuis.engine.linkage.text.parameters import BANDS, WHOLE_BUCKET, WINDOW
from seinhuis.engine.linkage.text.tiers import merge
from tests.engine.linkage.text.samples import column, planted
from tests.engine.linkage.text.test_index import crowd


def counted(index):
    """Pairs of fingerprints, and in how many buckets they meet."""
    contents = index._contents
    met = contents.meetings.settled(contents.fingerprints.values.size)
    ranks = contents.fingerprints.values.tolist()
    ends, found = met.ends.tolist(), {}
    for text, rank in enumerate(ranks):
        part = slice(ends[text], ends[text + 1])
        others = met.others[part].tolist()
        assert others == sorted(set(others))
        for other, times in zip(others, met.times[part].tolist(), strict=True):
            assert times > 0
            assert found.setdefault(frozenset((rank, ranks[other])), times) == times
    assert 2 * len(found) == ends[-1]
    return found


def plainly(index):
    """The same from the buckets, one after the other."""
    found = Counter()
    for members in buckets(index):
        reach = WHOLE_BUCKET if len(members) <= WHOLE_BUCKET else WINDOW
        for one, rank in enumerate(members):
            found.update(
                frozenset((rank, other)) for other in members[one + 1 : one + reach + 1] if other != rank
            )
    return found


def buckets(index):
    """The fingerprints in each bucket of each band, in their order."""
    contents = index._contents
    ranks, (base, middle, small) = contents.fingerprints.values, contents.tiers
    tier = merge(merge(base, middle, ranks), small, ranks)
    for band in range(BANDS):
        entries = zip(tier.keys[band].tolist(), ranks[tier.owners[band]].tolist(), strict=True)
        for _, bucket in groupby(sorted(entries), key=lambda entry: entry[0] >> 24):
            yield [rank for _, rank in bucket]


@pytest.mark.parametrize("seed", range(3))
def test_any_history_counts_what_stands_in_the_buckets(seed, monkeypatch):
    """Buckets pass from whole to crowded and back; what came since is put to the rest now and then."""
    monkeypatch.setattr(meetings, "_FEW", 3)
    monkeypatch.setattr(meetings, "_ENTRIES", 50)
    rng, index, there = random.Random(seed), TextIndex(), []
    for count in (120, 1, 2, 40, 3, 150, 1, 60, 10, 200, 1):
        there += range(index.rows, index.rows + count)
        index.add(column(crowd(rng, count)))
        if rng.random() < 0.6:
            gone = rng.sample(there, rng.choice((1, 5, len(there) // 2)))
            index.remove(gone)
            there = sorted(set(there) - set(gone))
        assert counted(index) == plainly(index)
    assert max(map(len, buckets(index))) > 2 * WHOLE_BUCKET


@pytest.mark.parametrize(("begin", "portion"), [(1150, 1), (800, 70), (600, 600)])
def test_planted_texts_count_the_same_in_any_portions(begin, portion):
    texts = planted(3000, 5).texts[:1200]
    at_once, grown = TextIndex(), TextIndex()
    at_once.add(column(texts))
    grown.add(column(texts[:begin]))
    for at in range(begin, 1200, portion):
        grown.add(column(texts[at : at + portion]))
    assert counted(grown) == counted(at_once) == plainly(at_once)


pairs = st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1])
counts = st.dictionaries(pairs, st.integers(1, 9), max_size=20)


def as_net(times):
    """Pairs and how often, as arrays."""
    ordered = sorted(times)
    keys = [one << 32 | two for one, two in ordered]
    return Net(numpy.array(keys, numpy.uint64), numpy.array([times[pair] for pair in ordered], numpy.int8))


@settings(max_examples=60, deadline=None)
@given(counts, st.lists(counts, max_size=4), st.sets(st.integers(0, 9)), st.sampled_from((1, 1_000)))
def test_what_is_kept_is_the_sum_of_all_changes(first, later, asked, few):
    """``few``: whether what came since is kept apart or put to the rest at once."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(meetings, "_FEW", few)
        met, expected = Meetings.laid_out(as_net(first), 10), Counter(first)
        for times in later:
            change = {pair: each - expected[pair] for pair, each in times.items() if each != expected[pair]}
            expected.update(change)
            met = met.changed(as_net(change), 10)
    pairs = met.of(numpy.array(sorted(asked), numpy.int64), numpy.full(11, -1, numpy.int32)).tolist()
    wanted = {pair for pair, times in expected.items() if times and asked & set(pair)}
    assert sorted(pairs) == sorted(one << 32 | two for one, two in wanted)


def test_who_turns_is_who_meets_for_the_first_or_the_last_time():
    met = Meetings.laid_out(as_net({(0, 1): 2, (1, 2): 1, (2, 3): 1}), 4)
    parted, joined = met.turning(as_net({(0, 1): -1, (0, 3): 2, (1, 2): -1, (2, 3): 1}))
    assert (parted.tolist(), joined.tolist()) == ([1 << 32 | 2], [3])


def test_a_pair_that_parts_is_compared_once():
    before, parted, joined = (numpy.array(each, numpy.uint64) for each in ([9, 3], [3, 7], [5]))
    met = who_met(before, parted, joined)
    both = BEFORE | AFTER
    assert dict(zip(met.pairs.tolist(), met.ways.tolist(), strict=True)) == {
        3: BEFORE,
        9: both,
        7: BEFORE,
        5: AFTER,
    }
