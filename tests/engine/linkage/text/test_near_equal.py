import random
import time
from pathlib import Path

import numpy
import pyarrow
import pytest
from bench.near_text_peers import report
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.text import WrongDifference, explain, least_similarity, near_equal
from tests.engine.linkage.text import reference
from tests.engine.linkage.text.samples import as_dict, column, planted, small_texts

SHARED = Path(__file__).resolve().parents[4] / ".." / "shared" / "data" / "linkage" / "planted-20000.parquet"


def linked(texts, **options):
    return as_dict(near_equal(column(texts), **options))


def test_a_template_with_other_names_numbers_and_case_meets():
    texts = [
        "Grijze auto bij het park, meisje gebracht om 12 uur, kamer 4, bel Anna op 06-12345678",
        "grijze AUTO bij het park; meisje gebracht om 9 uur, kamer 17, bel Eva op 06 98 76 54 32",
        "Het gordijn bleef dagen dicht en niemand heeft daar iemand in of uit zien gaan deze week",
    ]
    assert list(linked(texts)) == [(0, 1)]


def test_different_numbers_alone_are_no_text_in_common():
    assert linked(["bel 0612345678", "bel 0687654321", "06 1", "06 2", "👍", "👍", "", "", None, None]) == {}


@pytest.mark.parametrize("words", range(4, 24))
def test_a_copy_of_one_word_more_meets_at_every_length(words):
    line = [f"woord{'abcdefghijklmnopqrstuvwxyz'[at]}" for at in range(words)]
    assert (0, 1) in linked([" ".join(line), " ".join([*line, "extra"])], difference=0.3)


@settings(max_examples=40, deadline=None)
@given(st.lists(small_texts, max_size=14))
def test_similarity_is_what_plain_sets_give(texts):
    counts = reference.frequencies(texts)
    for (left, right), found in linked(texts, difference=0.4).items():
        assert numpy.float32(reference.similarity(texts[left], texts[right], counts)) == numpy.float32(found)
        assert found >= least_similarity(0.4)


@settings(max_examples=40, deadline=None)
@given(st.lists(small_texts, max_size=30), st.randoms())
def test_the_order_of_rows_does_not_matter(texts, order):
    rows = list(range(len(texts)))
    order.shuffle(rows)
    straight = reference.components(len(texts), linked(texts))
    shuffled = reference.components(len(texts), linked([texts[row] for row in rows]))
    assert {frozenset(rows[at] for at in group) for group in shuffled} == straight


def test_the_order_of_many_rows_does_not_matter_to_any_link():
    texts = planted(3000, 5).texts
    rows = random.Random(1).sample(range(3000), 3000)
    straight = {frozenset(pair): each for pair, each in linked(texts).items()}
    shuffled = linked([texts[row] for row in rows])
    assert {frozenset((rows[one], rows[two])): each for (one, two), each in shuffled.items()} == straight


@pytest.mark.parametrize("seed", [101, 102])
def test_planted_texts_are_found_and_others_are_not(seed):
    sample = planted(10_000, seed)
    result = report(sample.templates, linked(sample.texts), 0)
    assert result["precision"] >= 0.999
    assert result["recall"] >= 0.9


@pytest.mark.skipif(not SHARED.exists(), reason="the shared sample of planted texts is not here")
def test_the_shared_sample():
    import pyarrow.parquet

    sample = pyarrow.parquet.read_table(SHARED)
    links = near_equal(sample["text"])
    pairs = zip(links.left.tolist(), links.right.tolist(), strict=True)
    result = report(sample["tp"].to_pylist(), pairs, 0)
    assert result["precision"] >= 0.999
    assert result["recall"] >= 0.93


def test_what_is_linked_can_be_explained_to_the_last_bit():
    from seinhuis.engine.linkage.text import link_texts

    texts = planted(3000, 5).texts
    links, counters = link_texts(column(texts))
    for (left, right), found in list(as_dict(links).items())[::40]:
        reason = explain(texts[left], texts[right], counters=counters)
        assert reason.linked
        assert numpy.float32(reason.similarity) == numpy.float32(found)


def test_links_are_sorted_and_each_stands_once():
    links = near_equal(column(planted(3000, 5).texts))
    pairs = list(zip(links.left.tolist(), links.right.tolist(), strict=True))
    assert pairs == sorted(set(pairs))
    assert (links.left < links.right).all()
    assert ((links.similarity > 0) & (links.similarity <= 1)).all()


def test_a_text_repeated_many_times_is_a_chain():
    once = "een meisje werd drie keer gebracht en gehaald bij kamer twaalf van het hotel"
    near = once.replace("kamer", "nummer")
    linked([once, near])  # what has to be compiled is compiled here
    started = time.process_time()
    links = linked([once] * 100_000 + [near])
    assert time.process_time() - started < 2
    assert len(links) == 100_000
    assert (0, 100_000) in links


def test_nothing_may_differ():
    texts = [
        "een auto stond lang bij het park",
        "Een auto stond lang, bij het PARK!",
        "een auto stond kort bij het park",
    ]
    assert linked(texts, difference=0) == {(0, 1): 1.0}


@pytest.mark.parametrize("difference", [-0.1, 1, 1.5, float("nan"), float("inf")])
def test_an_impossible_difference_is_refused(difference):
    with pytest.raises(WrongDifference):
        near_equal(column([]), difference=difference)


def test_bad_input_takes_its_time_and_no_more():
    texts = [
        "woord " * 1000,
        "woord " * 1001,
        "a" * 1_000_000,
        "\x00" * 1000,
        "een\x00twee drie\x00vier",
        "0" * 1_000_000,
        "0 " * 100_000,
        "😀" * 100_000,
        "e\u0301" * 100_000,
        " ".join(f"{random.Random(at).random():.12f}".replace("0.", "w") for at in range(200_000)),
        "drie vier vijf zes " * 50_000,
        "",
        None,
    ]
    linked(texts[:2])  # what has to be compiled is compiled here
    started = time.process_time()
    links = linked(texts)
    assert time.process_time() - started < 1.5
    assert links == {(0, 1): 1.0}


def test_a_campaign_of_thousands_of_near_copies_stays_together():
    rng = random.Random(4)
    line = [f"w{chr(97 + at // 8)}{chr(97 + at % 8)}" for at in range(60)]
    texts = [
        " ".join(word if rng.random() > 0.04 else "q" + rng.choice("abcdefgh") * 4 for word in line)
        for _ in range(4000)
    ]
    groups = reference.components(len(texts), linked(texts))
    assert max(map(len, groups)) > 3900


def test_the_least_similarity_follows_from_the_difference():
    assert least_similarity(0) == 1
    assert least_similarity(0.25) == pytest.approx(0.75**3 / (2 - 0.75**3))


def test_large_strings_and_chunks():
    texts = planted(500, 5).texts
    whole = linked(texts)
    chunks = pyarrow.chunked_array([texts[:100], texts[100:]], type=pyarrow.large_string())
    assert as_dict(near_equal(chunks)) == whole
