import datetime
import os

import pyarrow as pa
import pytest

from seinhuis.engine.linkage.corpus.errors import NothingToLookUp
from seinhuis.engine.linkage.corpus.store import Corpus
from seinhuis.engine.linkage.watch import Watch, WatchError, tokens_of
from seinhuis.engine.sealing.blind_index import token
from tests.engine.linkage.corpus.making import everything, json_lines, record

KEY, OTHER = bytes(range(32)), bytes(32)
DAY, LATER = datetime.date(2026, 11, 24), datetime.date(2026, 11, 25)


def mentions(*rows):
    names = ("record", "kind", "linking")
    return pa.table({name: [row[place] for row in rows] for place, name in enumerate(names)})


@pytest.fixture
def watch(tmp_path):
    return Watch(tmp_path / "watch")


def seen(sightings):
    return [(each.label, each.record, each.on) for each in sightings]


def test_each_sighting_is_reported_once_with_its_first_day(watch):
    watch.add("06 12 34 56 78", key=KEY, label="matter-1", today=DAY)
    first = mentions(("f:1", "phone", "+31612345678"), ("f:2", "phone", "+31612345679"), ("f:3", "age", None))
    assert seen(watch.sightings(first, key=KEY, today=DAY)) == [("matter-1", "f:1", DAY)]
    assert watch.sightings(first, key=KEY, today=LATER) == []
    more = mentions(("f:4", "phone", "+31612345678"), ("f:1", "phone", "+31612345678"))
    assert seen(watch.sightings(more, key=KEY, today=LATER)) == [("matter-1", "f:4", LATER)]
    assert seen(watch.seen()) == [("matter-1", "f:1", DAY), ("matter-1", "f:4", LATER)]


def test_without_a_label_it_gets_the_first_free_number(watch):
    watch.add("06 12 34 56 78", key=KEY, label="watch-2")
    added = [watch.add(f"06 12 34 56 7{digit}", key=KEY).label for digit in range(2)]
    assert added == ["watch-1", "watch-3"]


def test_the_value_is_nowhere_in_the_folder(watch):
    watch.add("06 12 34 56 78", key=KEY, label="matter-1")
    watch.add("snapchat: kanarie_1", key=KEY, label="matter-2")
    watch.sightings(mentions(("f:1", "phone", "+31612345678")), key=KEY)
    content = b"".join(everything(watch.folder).values()).lower()
    for trace in (b"12345678", b"12 34 56 78", b"kanarie", b"snapchat", b"phone", KEY, KEY.hex().encode()):
        assert trace not in content


def test_tokens_are_those_of_the_blind_index():
    assert tokens_of("06 12345678", KEY) == (token(KEY, "phone", "+31612345678").hex(),)
    assert tokens_of("06 12345678", KEY) != tokens_of("06 12345678", OTHER)


def test_a_site_is_all_of_it_and_a_page_only_itself():
    site, page = tokens_of("kees.example", KEY), tokens_of("https://kees.example/a", KEY)
    assert token(KEY, "domain", "kees.example").hex() in site
    assert page == (token(KEY, "url", "kees.example/a").hex(),)


def test_another_key_is_refused_not_answered_with_nothing(watch):
    watch.add("06 12345678", key=KEY, label="matter-1")
    with pytest.raises(WatchError, match="not the key"):
        watch.sightings(mentions(), key=OTHER)
    with pytest.raises(WatchError, match="not the key"):
        watch.add("06 12345679", key=OTHER, label="matter-2")
    with pytest.raises(WatchError, match="32 bytes"):
        watch.add("06 12345679", key=b"short", label="matter-2")


@pytest.mark.parametrize(
    "label", ["", " ", "a\nb", "x" * 101, "bel 0612345678", "06 1234-5678", "+31612345678!"]
)
def test_labels_that_say_too_much_or_nothing(watch, label):
    with pytest.raises(WatchError):
        watch.add("06 1234 5678", key=KEY, label=label)
    assert watch.entries() == []


def test_taken_labels_unknown_labels_and_values_that_say_nothing(watch):
    watch.add("06 1234 5678", key=KEY, label="a")
    with pytest.raises(WatchError, match="already"):
        watch.add("06 1234 5679", key=KEY, label="a")
    with pytest.raises(WatchError, match="no such label"):
        watch.remove("b")
    with pytest.raises(NothingToLookUp):
        watch.add("hello", key=KEY, label="c")


def test_removing_forgets_where_it_was_seen(watch):
    for label, value in (("a", "06 1234 5678"), ("b", "06 1234 5679")):
        watch.add(value, key=KEY, label=label)
    both = mentions(("f:1", "phone", "+31612345678"), ("f:1", "phone", "+31612345679"))
    assert len(watch.sightings(both, key=KEY)) == 2
    watch.remove("a")
    assert [each.label for each in watch.seen()] == ["b"]
    assert [each.label for each in watch.entries()] == ["b"]
    assert watch.forget(["f:1"]) == 1
    assert watch.seen() == []


def test_looking_through_a_corpus(watch, tmp_path):
    corpus = Corpus.create(tmp_path / "corpus")
    assert watch.look_through(corpus, key=KEY) == []
    corpus.add([json_lines(tmp_path / "one", [record(1), record(2)])], source="forum")
    watch.add("06 1234 5001", key=KEY, label="a")
    assert [each.record for each in watch.look_through(corpus, key=KEY)] == ["forum:r00001"]
    corpus.add([json_lines(tmp_path / "two", [record(3), record(4, text="bel 0612345001")])], source="forum")
    watch.add("06 1234 5002", key=KEY, label="b")
    new = watch.look_through(corpus, key=KEY)
    assert [(each.label, each.record) for each in new] == [("a", "forum:r00004"), ("b", "forum:r00002")]
    assert watch.look_through(corpus, key=KEY) == []
    other = Corpus.create(tmp_path / "other")
    other.add([json_lines(tmp_path / "three", [record(1)])], source="market")
    assert [each.record for each in watch.look_through(other, key=KEY)] == ["market:r00001"]


def test_a_damaged_list_is_said_and_a_torn_sighting_is_found_again(watch):
    watch.add("06 1234 5678", key=KEY, label="a")
    found = mentions(("f:1", "phone", "+31612345678"))
    watch.sightings(found, key=KEY)
    path = watch.folder / "sightings.jsonl"
    os.truncate(path, path.stat().st_size - 5)
    assert [each.record for each in watch.sightings(found, key=KEY)] == ["f:1"]
    (watch.folder / "watch.json").write_text("{")
    with pytest.raises(WatchError, match="damaged"):
        watch.entries()
