import random
import sys
import threading
import time

import pytest

from seinhuis.engine.linkage.text import TextIndex, cores, near_equal, reading, relinking, tiers
from tests.engine.linkage.text.samples import as_dict, column, planted

# The package shows the function under the name of its module.
AT_ONCE = sys.modules["seinhuis.engine.linkage.text.near_equal"]


@pytest.fixture
def three_cores(monkeypatch):
    """Three cores, and hardly anything too little to share."""
    monkeypatch.setattr(cores, "cores", lambda: 3)
    for module in (AT_ONCE, tiers, relinking):
        monkeypatch.setattr(module, "_WORTH", 2)
    monkeypatch.setattr(reading, "_OCTETS_AT_ONCE", 5_000)


def history(texts):
    """What an index says while texts come and go in portions."""
    index, told = TextIndex(), []
    for begin, end in ((0, 300), (300, 500), (500, 501), (501, 600)):
        changes = index.add(column(texts[begin:end]))
        told.append((as_dict(changes.linked), as_dict(changes.unlinked)))
    changes = index.remove(range(100, 160))
    return [*told, (as_dict(changes.linked), as_dict(changes.unlinked)), as_dict(index.links())]


def test_sharing_out_changes_no_link(three_cores, monkeypatch):
    texts = planted(600, 41).texts
    shared = as_dict(near_equal(column(texts))), history(texts)
    monkeypatch.undo()
    monkeypatch.setattr(cores, "cores", lambda: 1)
    assert (as_dict(near_equal(column(texts))), history(texts)) == shared
    assert len(shared[0]) > 100


@pytest.mark.parametrize(("count", "least"), [(0, 1), (1, 1), (7, 1), (7, 3), (100, 40), (5, 100)])
def test_a_cut_covers_everything_once(monkeypatch, count, least):
    monkeypatch.setattr(cores, "cores", lambda: 3)
    pieces = cores.cut(count, least)
    assert [number for piece in pieces for number in range(count)[piece]] == list(range(count))
    assert len(pieces) == max(1, min(3, count // least))


def test_results_come_in_order_and_few_are_made_ahead(monkeypatch):
    monkeypatch.setattr(cores, "cores", lambda: 2)
    rng, made, lock = random.Random(5), [], threading.Lock()

    def work(part):
        time.sleep(rng.random() / 500)
        with lock:
            made.append(part)
        return part

    for asked, part in enumerate(cores.in_order(work, range(40))):
        assert part == asked
        assert max(made) <= asked + 4


def test_what_goes_wrong_in_a_part_is_raised():
    def work(part):
        if part == 3:
            raise MemoryError("part 3")

    with pytest.raises(MemoryError, match="part 3"):
        cores.do_all(work, range(9))
