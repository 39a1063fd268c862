"""What is kept for the next run: when it is used, when it is not, and that removal leaves nothing of it."""

import json
import stat

import pytest

from seinhuis.engine.linkage.contracts import Judgement, Verdict
from seinhuis.engine.linkage.corpus import Corpus, judgements
from seinhuis.engine.linkage.corpus.clusters import STATE
from seinhuis.engine.linkage.state import growing, storing
from seinhuis.engine.linkage.text.reading import read_texts
from tests.engine.linkage.conftest import ALONE, STORY
from tests.engine.linkage.corpus.making import TODAY, everything
from tests.engine.linkage.text.samples import column
from tests.engine.linkage.text.test_index import hashes_in

MORE = [{"id": "bb", "text": STORY.format(room=3, price=70)}, {"id": "g", "text": f"{ALONE[2]} vandaag"}]


def kept_in(linked):
    (place,) = (path for path in (linked.folder / STATE).iterdir() if path.is_dir())
    return place


def test_a_run_builds_on_the_last_one_and_says_so(linked):
    first = linked.link()
    assert (first.anew, first.came, first.went) == ("No earlier run kept anything to build on.", 6, 0)
    grown = linked.add(MORE).link()
    assert (grown.anew, grown.came, grown.went) == (None, 2, 0)
    assert linked.clusters() == [{"a", "b", "bb", "c", "d"}, {"f", "g"}]
    again = linked.link()
    assert (again.anew, again.came) == (None, 0)
    assert linked.link(anew=True).anew == "You asked for it."


def test_nothing_is_written_again_when_nothing_changed(linked):
    linked.link()
    before = kept_in(linked)
    linked.link()
    assert kept_in(linked) == before
    judgements.judge(linked.folder, Judgement("bord:e", "bord:f", Verdict.SAME, "kim", TODAY, "zo gezien"))
    assert linked.link().anew is None
    assert kept_in(linked) != before
    assert linked.clusters() == [{"a", "b", "c", "d"}, {"e", "f"}]


def test_nobody_else_may_look_into_it(linked):
    linked.link()
    for place in (linked.folder / STATE, kept_in(linked), kept_in(linked) / "text"):
        assert stat.S_IMODE(place.stat().st_mode) == 0o700


def lost(place, current):
    (place / "numbers.npz").unlink()


def cut_off(place, current):
    whole = (place / "numbers.npz").read_bytes()
    (place / "numbers.npz").write_bytes(whole[: len(whole) // 2])


def other_bytes(place, current):
    whole = bytearray((place / "numbers.npz").read_bytes())
    whole[len(whole) // 2] ^= 255
    (place / "numbers.npz").write_bytes(whole)


def no_index(place, current):
    (place / "text" / "index.json").unlink()


def no_records(place, current):
    (place / "records.arrow").write_bytes(b"")


def no_json(place, current):
    current.write_text("kapot")


def not_all(place, current):
    current.write_text("{}")


def saying(**more):
    def change(place, current):
        current.write_text(json.dumps(json.loads(current.read_bytes()) | more))

    return change


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        *((harm, "damaged") for harm in (lost, cut_off, other_bytes, no_index, no_records, no_json, not_all)),
        (saying(text_rule="near-text-0"), "another version or another corpus"),
        (saying(corpus="another"), "another version or another corpus"),
        (saying(hub_rules={}), "another version or another corpus"),
        (saying(difference=0.3), "another difference"),
        (saying(generation=99), "newer than this corpus"),
    ],
)
def test_what_does_not_fit_is_not_built_on(linked, harm, said):
    linked.link()
    harm(kept_in(linked), linked.folder / STATE / "current.json")
    run = linked.add(MORE).link()
    assert said in run.anew
    assert linked.clusters() == [{"a", "b", "bb", "c", "d"}, {"f", "g"}]
    assert linked.link().anew is None


def test_when_very_much_came_everything_is_read(linked, monkeypatch):
    linked.link()
    monkeypatch.setattr(growing, "FEW", 1)
    assert linked.add(MORE).link().anew == "So many records came that this is faster."
    assert linked.add([{"id": "zz", "text": ALONE[1]}]).link().anew is None


def test_another_difference_is_another_build(linked):
    linked.link()
    assert "another difference" in linked.link(difference=0.1).anew
    assert linked.link(difference=0.1).anew is None


def test_what_is_written_elsewhere_leaves_what_is_kept(linked, tmp_path):
    linked.link()
    before = kept_in(linked)
    assert linked.add(MORE).link(out=tmp_path / "elders").anew is None
    linked.link(out=tmp_path / "elders", difference=0.1)
    assert kept_in(linked) == before
    assert linked.link().came == 2


def test_a_corpus_that_does_not_hold_what_was_kept_is_read_anew(linked):
    """Restored from an older copy, and something else was added since."""
    linked.link()
    old = everything(linked.folder / STATE)
    Corpus.open(linked.folder).remove(ids=["bord:a"], by="kim", reason="termijn")
    for path, content in old.items():
        (linked.folder / STATE / path).parent.mkdir(parents=True, exist_ok=True)
        (linked.folder / STATE / path).write_bytes(content)
    run = linked.add(MORE).link()
    assert run.anew == "The corpus does not hold what the last run kept."
    assert linked.clusters() == [{"b", "bb", "c", "d"}, {"f", "g"}]


def test_removal_leaves_no_trace_of_a_record_in_what_is_kept(linked):
    secret = "een zin over kanarievogels die nergens anders staat en straks weg moet, bel 06 8765 4321"
    linked.add([{"id": "kanarie", "text": secret}])
    linked.link()
    reading = read_texts(column([secret]))
    own = {*reading.shingles.tolist(), *reading.fingerprints.tolist()}
    assert own <= hashes_in(kept_in(linked) / "text")
    held = b"".join(everything(linked.folder / STATE).values())
    assert b"kanarie" in held
    assert b"+31687654321" in held
    Corpus.open(linked.folder).remove(ids=["bord:kanarie"], by="kim", reason="termijn")
    assert not (linked.folder / STATE).exists()
    assert linked.link().anew == "No earlier run kept anything to build on."
    held = b"".join(everything(linked.folder).values())
    assert b"kanarie" not in held
    assert b"31687654321" not in held
    assert not own & hashes_in(kept_in(linked) / "text")


def test_files_that_did_not_change_are_shared_with_the_last_state(linked):
    linked.link()
    before = {path.name: path.stat().st_ino for path in (kept_in(linked) / "text").iterdir()}
    linked.add([{"id": "zz", "text": ALONE[1]}]).link()
    after = {path.name: path.stat().st_ino for path in (kept_in(linked) / "text").iterdir()}
    assert before["small-keys.npy"] == after["small-keys.npy"]
    assert before["chain-text.npy"] != after["chain-text.npy"]


def test_a_state_that_cannot_be_kept_leaves_the_one_before(linked, monkeypatch):
    linked.link()
    before = kept_in(linked)

    def full(*arguments, **more):
        raise OSError("no room")

    monkeypatch.setattr(storing.numpy, "savez", full)
    with pytest.raises(OSError, match="no room"):
        linked.add(MORE).link()
    monkeypatch.undo()
    assert before.exists()
    assert linked.link().came == 2
    assert len([path for path in (linked.folder / STATE).iterdir() if path.is_dir()]) == 1
