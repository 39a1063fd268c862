import random
import shutil

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.text import DamagedIndex, TextIndex, WrongRows, near_equal
from seinhuis.engine.linkage.text.parameters import DEFAULT_DIFFERENCE
from tests.engine.linkage.text.samples import as_dict, column, planted, small_texts


class Book:
    """An index, the links its changes add up to, and the texts that should be in it."""

    def __init__(self, difference=DEFAULT_DIFFERENCE):
        self.index = TextIndex(difference=difference)
        self.links, self.texts = {}, {}

    def add(self, texts):
        start = self.index.rows
        self._apply(self.index.add(column(texts)))
        self.texts.update(enumerate(texts, start))

    def remove(self, rows):
        self._apply(self.index.remove(rows))
        for row in rows:
            del self.texts[row]

    def _apply(self, changes):
        for pair, similarity in as_dict(changes.unlinked).items():
            assert self.links.pop(pair) == similarity
        for pair, similarity in as_dict(changes.linked).items():
            assert self.links.get(pair) != similarity
            self.links[pair] = similarity

    def check(self):
        """All three ways to know the links agree, bit for bit."""
        rows = sorted(self.texts)
        batch = near_equal(column([self.texts[row] for row in rows]), difference=self.index.difference)
        expected = {(rows[one], rows[two]): each for (one, two), each in as_dict(batch).items()}
        assert as_dict(self.index.links()) == expected
        assert self.links == expected


@settings(max_examples=15, deadline=None)
@given(st.lists(st.one_of(st.lists(small_texts, max_size=12), st.integers(0, 2**30)), max_size=8))
def test_any_adds_and_removes_give_what_the_batch_gives(steps):
    book = Book()
    for step in steps:
        if isinstance(step, list):
            book.add(step)
        elif book.texts:
            rng = random.Random(step)
            book.remove(rng.sample(sorted(book.texts), rng.randint(1, len(book.texts))))
    book.check()


def crowd(rng, count):
    """Texts that crowd the same buckets: near copies of two templates, repeats among them."""
    endings = ("an", "er", "ol", "ut", "ijs")
    one = [first + second for first in "bdfgk" for second in endings]
    other = [*one[5:], "einde", "van", "dit"]
    return [
        " ".join(
            word if rng.random() > 0.05 else rng.choice("xyzvw") * 3 for word in rng.choice((one, other))
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_crowded_buckets_and_common_words_give_what_the_batch_gives(seed):
    """Enough near copies that buckets pass from whole to window and back, and words pass steps of weight."""
    rng = random.Random(seed)
    book = Book()
    for count in (100, 1, 1, 40, 3, 150, 1, 60, 10, 200, 1):
        book.add(crowd(rng, count))
        if rng.random() < 0.6:
            book.remove(rng.sample(sorted(book.texts), rng.choice((1, 5, len(book.texts) // 2))))
        book.check()


def test_planted_texts_in_portions_give_what_the_batch_gives():
    texts = planted(3000, 5).texts
    book = Book()
    for at in range(0, 3000, 500):
        book.add(texts[at : at + 500])
    book.remove(range(0, 3000, 7))
    book.add(texts[:300])
    book.check()


def test_the_order_of_adding_does_not_matter():
    texts = planted(3000, 5).texts[:600]
    found = set()
    for seed in range(3):
        rows = random.Random(seed).sample(range(600), 600)
        book = Book()
        for at in range(0, 600, 150):
            book.add([texts[row] for row in rows[at : at + 150]])
        pairs = as_dict(book.index.links()).items()
        found.add(frozenset((frozenset((rows[one], rows[two])), each) for (one, two), each in pairs))
    assert len(found) == 1


def test_one_more_text_is_cheap_to_compare():
    index = TextIndex()
    texts = planted(3000, 5).texts
    index.add(column(texts[:-1]))
    changes = index.add(column(texts[-1:]))
    assert changes.linked.left.size < 200


def contents_of(folder):
    return sorted((each.name, each.read_bytes()) for each in folder.iterdir())


def test_a_kept_index_goes_on_where_it_was(tmp_path):
    texts = planted(3000, 5).texts
    book = Book(difference=0.2)
    book.add(texts[:1000])
    book.index.save(tmp_path / "kept")
    before = contents_of(tmp_path / "kept")
    book.index = TextIndex.load(tmp_path / "kept")
    assert book.index.difference == 0.2
    book.add(texts[1000:1100])
    book.remove(range(0, 1000, 9))
    book.check()
    assert contents_of(tmp_path / "kept") == before
    book.index.save(tmp_path / "again")
    book.index = TextIndex.load(tmp_path / "again")
    book.check()


def test_an_empty_index_can_be_kept(tmp_path):
    TextIndex().save(tmp_path / "kept")
    index = TextIndex.load(tmp_path / "kept")
    assert index.add(column(["een twee drie vier"] * 2)).linked.left.tolist() == [0]


def hashes_in(folder):
    arrays = [numpy.load(file) for file in folder.glob("*.npy")]
    return {each for array in arrays if array.dtype == numpy.uint64 for each in array.ravel().tolist()}


def test_nothing_of_a_removed_text_is_left(tmp_path):
    secret = "een zin die nergens anders staat en die straks weg moet zijn uit alles wat er is"
    index = TextIndex()
    index.add(column([secret, *planted(500, 5).texts]))
    without = TextIndex()
    without.add(column(planted(500, 5).texts))
    index.remove([0])
    index.save(tmp_path / "kept")
    alone = TextIndex()
    alone.add(column([secret]))
    alone.save(tmp_path / "alone")
    own = hashes_in(tmp_path / "alone")
    assert len(own) > 100
    assert not own & hashes_in(tmp_path / "kept")
    assert (index.counters == without.counters).all()


@pytest.mark.parametrize("harm", ["list", "array", "cut", "version", "shape"])
def test_a_damaged_index_is_refused(tmp_path, harm):
    folder = tmp_path / "kept"
    index = TextIndex()
    index.add(column(planted(500, 5).texts[:50]))
    index.save(folder)
    about = folder / "index.json"
    if harm == "list":
        about.unlink()
    elif harm == "array":
        (folder / "small-keys.npy").unlink()
    elif harm == "cut":
        whole = (folder / "small-keys.npy").read_bytes()
        (folder / "small-keys.npy").write_bytes(whole[:-100])
    elif harm == "version":
        about.write_text(about.read_text().replace("near-text-", "near-text-0"))
    else:
        shutil.copy(folder / "small-owners.npy", folder / "small-keys.npy")
    with pytest.raises(DamagedIndex, match="kept"):
        TextIndex.load(folder)


def test_an_index_is_never_written_over(tmp_path):
    TextIndex().save(tmp_path / "kept")
    with pytest.raises(FileExistsError):
        TextIndex().save(tmp_path / "kept")


@pytest.mark.parametrize("row", [-1, 3, 1])
def test_rows_that_are_not_there(row):
    index = TextIndex()
    index.add(column(["een twee drie vier", "vijf zes zeven acht", None]))
    index.remove([1])
    for asked in (lambda: index.remove([0, row]), lambda: index.similarity(0, row)):
        with pytest.raises(WrongRows, match=f"no row {row} "):
            asked()
    assert index.similarity(0, 0) == 1
    assert index.similarity(0, 2) == 0
