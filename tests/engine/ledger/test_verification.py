"""Any tampering with an export is found, and named exactly."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.ledger.checkpoint import Checkpoint, sign_checkpoint
from seinhuis.engine.ledger.entries import canonical_bytes, parse_entry
from seinhuis.engine.ledger.export import LONGEST_LINE, checkpoint_line
from seinhuis.engine.ledger.tree import leaf_hash, root_of
from tests.engine.ledger.making import (
    KEY,
    ORIGIN,
    OTHER_KEY,
    VKEY,
    chain,
    entry,
    export,
    leaves,
    note,
    verdict,
)

ENTRIES = chain(12)
SIZES = (4, 9)
LINES = export(ENTRIES, SIZES)
# Line 0 is the header; checkpoints stand after entries 3, 8 and 11.
PLACE = {index: 1 + index + sum(index >= size for size in SIZES) for index in range(12)}


def found(lines, **options):
    """The troubles as (code, entry)."""
    return [(trouble.code, trouble.entry) for trouble in verdict(lines, **options).troubles]


def edited(index, **changes):
    """The line of an entry with something else in it, in canonical form."""
    values = json.loads(LINES[PLACE[index]])
    return json.dumps(values | changes, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def replaced(index, line):
    return [*LINES[: PLACE[index]], line, *LINES[PLACE[index] + 1 :]]


def without(*indexes):
    gone = {PLACE[index] for index in indexes}
    return [line for at, line in enumerate(LINES) if at not in gone]


def test_an_untouched_export_holds():
    good = verdict(LINES, key=VKEY)
    assert good.holds
    assert (good.entries, good.checkpoints, good.unnamed) == (12, 3, 0)
    assert good.newest == Checkpoint(ORIGIN, 12, root_of(leaves(ENTRIES)))
    assert not good.key_from_export


def test_without_a_key_the_one_in_the_export_is_trusted_and_that_is_said():
    good = verdict(LINES)
    assert good.holds
    assert good.key_from_export
    assert good.key == VKEY


def test_every_leaf_is_heard_in_order():
    heard = []
    verdict(LINES, on_leaf=lambda *each: heard.append(each))
    assert heard == [(index, leaf_hash(line), line) for index, line in enumerate(ENTRIES)]


@pytest.mark.parametrize("index", range(12))
def test_a_changed_entry_is_named(index):
    assert (found(replaced(index, edited(index, actor="somebody-else")))[0])[1] == index
    codes = {code for code, _ in found(replaced(index, edited(index, actor="somebody-else")))}
    assert codes == {"changed" if index < 11 else "rewritten"}


@pytest.mark.parametrize("index", range(1, 11))
def test_a_changed_link_is_named(index):
    assert found(replaced(index, edited(index, previous="ab" * 32))) == [("changed", index)]


def test_a_changed_link_of_the_last_entry_leaves_two_suspects():
    (trouble,) = verdict(replaced(11, edited(11, previous="ab" * 32))).troubles
    assert "Entry 10 or entry 11" in trouble.text


@pytest.mark.parametrize("index", range(12))
def test_a_missing_entry_is_named(index):
    troubles = found(without(index))
    assert troubles[0] == ("missing", index)
    assert {code for code, _ in troubles} == {"missing"}


def test_a_missing_range_is_named():
    (trouble,) = verdict(without(2, 5, 6, 7)).troubles[1:]
    assert trouble.text == "Before entry 8, entries 5 to 7 are missing."


@pytest.mark.parametrize("index", range(12))
def test_a_repeated_entry_is_named(index):
    at = PLACE[index]
    assert found(LINES[: at + 1] + LINES[at:])[0] == ("order", index)


@pytest.mark.parametrize("index", range(11))
def test_swapped_entries_are_named(index):
    lines = list(LINES)
    first, second = PLACE[index], PLACE[index + 1]
    lines[first], lines[second] = lines[second], lines[first]
    assert {("missing", index), ("order", index)} <= set(found(lines))


@pytest.mark.parametrize("index", range(12))
def test_an_unreadable_entry_is_named_with_its_line(index):
    damaged = LINES[PLACE[index]].replace(b'"day":', b'"dag":')
    (trouble, *rest) = verdict(replaced(index, damaged)).troubles
    assert (trouble.code, trouble.entry, trouble.line) == ("entry", index, PLACE[index] + 1)
    assert [each.code for each in rest] == (["missing"] if index == 11 else [])


def test_a_line_that_does_not_belong_is_named():
    assert found([*LINES[:3], b"hello\n", *LINES[3:]]) == [("entry", 2)]


def test_entries_that_no_checkpoint_signs_are_named():
    longer = chain(14)
    assert found([*LINES, longer[12] + b"\n", longer[13] + b"\n"]) == [("added", 12), ("added", 13)]


@pytest.mark.parametrize("kept", range(1, len(LINES)))
def test_an_export_cut_at_a_line_is_named(kept):
    entries = sum(not line.startswith(b'{"checkpoint":') for line in LINES[1:kept])
    troubles = found(LINES[:kept])
    if entries < 12:
        assert ("missing", entries) in troubles
    else:
        assert ("checkpoint", None) in troubles


@pytest.mark.parametrize("index", range(12))
def test_an_export_cut_within_a_line_is_named(index):
    at = PLACE[index]
    troubles = found([*LINES[:at], LINES[at][:40]])
    assert ("entry", index) in troubles
    assert any(code == "cut_off" for code, _ in troubles)


def test_a_last_line_without_its_end_is_named():
    assert found([*LINES[:-1], LINES[-1][:-1]]) == [("cut_off", 12)]


def test_history_rewritten_with_new_hashes_is_found_by_the_signatures():
    rewritten = _rechained(5)
    lines = [
        LINES[0],
        *(line + b"\n" for line in rewritten[:4]),
        LINES[5],
        *(line + b"\n" for line in rewritten[4:9]),
    ]
    lines += [LINES[11], *(line + b"\n" for line in rewritten[9:]), LINES[-1]]
    (trouble,) = verdict(lines).troubles
    assert (trouble.code, trouble.entry) == ("rewritten", 4)
    assert "ntries 4 to 8 were rewritten together" in trouble.text


def test_history_rewritten_and_signed_by_another_key_does_not_pass_for_the_house():
    lines = export(_rechained(5), SIZES, OTHER_KEY)
    assert verdict(lines).holds
    assert found(lines, key=VKEY) == [("signature", None)] * 4


def test_history_rewritten_by_the_house_itself_is_found_by_a_kept_checkpoint():
    lines = export(_rechained(5), SIZES)
    assert verdict(lines, key=VKEY).holds
    assert verdict(lines, key=VKEY, kept=[note(ENTRIES, 5)]).holds
    (trouble,) = verdict(lines, key=VKEY, kept=[note(ENTRIES, 5), note(ENTRIES, 6)]).troubles
    assert (trouble.code, trouble.text) == (
        "kept",
        "The first 6 entries are not the ones that the kept checkpoint signs.",
    )


def test_an_older_export_is_found_by_a_newer_checkpoint():
    older = export(ENTRIES[:9], (4,))
    assert verdict(older, kept=[note(ENTRIES, 9)]).holds
    (trouble,) = verdict(older, kept=[note(ENTRIES)]).troubles
    assert (trouble.code, trouble.entry) == ("kept", 9)
    assert "entries 9 to 11 are missing" in trouble.text


def test_every_kept_checkpoint_of_an_honest_journal_holds():
    assert verdict(LINES, kept=[note(ENTRIES, size) for size in range(1, 13)]).holds


def test_a_kept_checkpoint_of_another_key_is_refused():
    (trouble,) = verdict(LINES, kept=[note(ENTRIES, 5, OTHER_KEY)]).troubles
    assert trouble.code == "kept"


def test_a_kept_checkpoint_that_cannot_be_reached_is_said():
    assert ("kept", 7) in found(without(5), kept=[note(ENTRIES, 7)])


def test_a_checkpoint_signed_by_another_key_is_found():
    forged = checkpoint_line(note(ENTRIES, 4, OTHER_KEY)) + b"\n"
    assert found([*LINES[:5], forged, *LINES[6:]]) == [("signature", None)]


def test_a_checkpoint_that_signs_another_tree_is_found():
    lying = checkpoint_line(sign_checkpoint(Checkpoint(ORIGIN, 4, b"x" * 32), KEY)) + b"\n"
    (trouble,) = verdict([*LINES[:5], lying, *LINES[6:]]).troubles
    assert trouble.code == "rewritten"
    assert "ntries 0 to 3" in trouble.text


def test_a_checkpoint_of_another_journal_is_found():
    foreign = checkpoint_line(
        sign_checkpoint(Checkpoint("other.example", 4, root_of(leaves(ENTRIES[:4]))), KEY)
    )
    assert found([*LINES[:5], foreign + b"\n", *LINES[6:]]) == [("signature", None)]


@pytest.mark.parametrize("to", [2, 4, 8, 13])
def test_a_checkpoint_out_of_its_place_is_found(to):
    moved = [line for at, line in enumerate(LINES) if at != 5]
    assert "checkpoint" in {code for code, _ in found([*moved[:to], LINES[5], *moved[to:]])}


def test_a_checkpoint_left_out_or_repeated_is_found():
    assert found(LINES[:5] + LINES[6:]) == [("checkpoint", None)]
    assert found(LINES[:6] + LINES[5:]) == [("checkpoint", None)] * 2


@pytest.mark.parametrize(
    "line",
    [b"", b"\n", b"{}\n", b"[]\n", b"null\n", b'"x"\n', b"\xff\n", LINES[1], LINES[0].replace(b"/1", b"/2"),
     LINES[0].replace(b":3", b": 3"), LINES[0].replace(b'"key":"', b'"key":"x'), b'{"checkpoints":1e999}\n'],
)  # fmt: skip
def test_a_wrong_header_is_one_clear_trouble(line):
    assert found([line, *LINES[1:]]) == [("header", None)]


def test_days_do_not_go_backwards():
    first = canonical_bytes(entry())
    second = canonical_bytes(entry(1, leaf_hash(first), day="2026-11-23"))
    assert found(export([first, second])) == [("day", 1)]


def test_a_huge_line_takes_no_memory_and_few_words():
    result = verdict([*LINES[:3], b"x" * LONGEST_LINE * 30, b"\n", *LINES[3:]])
    assert (len(result.troubles), result.unnamed > 0) == (20, True)


@given(st.integers(0, len(b"".join(LINES)) - 1), st.integers(1, 255))
def test_no_byte_can_be_changed(at, difference):
    data = bytearray(b"".join(LINES))
    data[at] ^= difference
    assert not verdict([bytes(data)]).holds


@given(st.integers(0, len(b"".join(LINES)) - 1), st.binary(min_size=1, max_size=3))
def test_nothing_can_be_put_in_or_cut_out(at, extra):
    data = b"".join(LINES)
    assert not verdict([data[:at] + extra + data[at:]]).holds
    assert not verdict([data[:at] + data[at + len(extra) :]]).holds
    assert not verdict([data[:at]]).holds


@given(st.lists(st.integers(1, len(LINES) - 1), min_size=1, max_size=20))
def test_lines_in_any_other_order_or_number_are_found(order):
    lines = [LINES[0], *(LINES[at] for at in order)]
    assert verdict(lines).holds == (lines == LINES)


@given(st.permutations(range(1, len(LINES))))
def test_no_order_of_all_lines_but_the_right_one_holds(order):
    assert verdict([LINES[0], *(LINES[at] for at in order)]).holds == (list(order) == sorted(order))


@given(
    st.integers(0, 11), st.sampled_from(["actor", "action", "subject", "ground", "organisation"]), st.uuids()
)
def test_any_edit_names_its_entry(index, name, value):
    troubles = found(replaced(index, edited(index, **{name: str(value)})))
    assert troubles[0][1] == index


@given(st.integers(1, 40), st.data())
def test_an_honest_export_of_any_size_holds(count, data):
    entries = chain(count)
    sizes = data.draw(st.sets(st.integers(1, count)))
    assert verdict(export(entries, sizes), kept=[note(entries, data.draw(st.integers(1, count)))]).holds


def _rechained(index):
    """The same entries with one changed and every later hash made to fit."""
    entries = list(ENTRIES)
    for at in range(index, 12):
        changes = {"actor": "somebody-else"} if at == index else {}
        old = parse_entry(entries[at])
        previous = leaf_hash(entries[at - 1])
        entries[at] = canonical_bytes(type(old)(**{**vars(old), "previous": previous, **changes}))
    return entries
