"""Receipt codes: written down, read aloud, typed again."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.sealing.errors import MalformedReceipt
from seinhuis.engine.sealing.receipts import Receipt, check_digit, new_receipt, read_receipt

receipts = st.text("0123456789", min_size=24, max_size=24).map(
    lambda digits: Receipt(digits + check_digit(digits))
)
separators = st.text(" -.\u00a0\u2013_/\n\t", max_size=3)


@given(receipts, st.lists(separators, min_size=25, max_size=25))
def test_spaces_and_dashes_do_not_matter(receipt, between):
    typed = "".join(digit + gap for digit, gap in zip(receipt.digits, between, strict=True))
    assert read_receipt(typed) == receipt


@given(receipts, st.sampled_from("٠०０۰"))
def test_digits_of_other_scripts_are_digits(receipt, zero):
    typed = "".join(chr(ord(zero) + int(digit)) for digit in receipt.digits)
    assert read_receipt(typed) == receipt


@given(receipts, st.integers(0, 24), st.integers(1, 9))
def test_every_single_wrong_digit_is_noticed(receipt, position, step):
    digits = list(receipt.digits)
    digits[position] = str((int(digits[position]) + step) % 10)
    with pytest.raises(MalformedReceipt):
        read_receipt("".join(digits))


@given(receipts, st.integers(0, 23))
def test_every_swap_of_neighbours_is_noticed(receipt, position):
    digits = list(receipt.digits)
    digits[position], digits[position + 1] = digits[position + 1], digits[position]
    if "".join(digits) == receipt.digits:
        return
    with pytest.raises(MalformedReceipt):
        read_receipt("".join(digits))


@given(st.text(max_size=300))
def test_whatever_is_typed_there_is_one_kind_of_refusal(typed):
    with contextlib.suppress(MalformedReceipt):
        assert len(read_receipt(typed).digits) == 25


@given(receipts, receipts)
def test_two_codes_have_two_lookups(one, other):
    key = bytes(32)
    assert (one.lookup(key) == other.lookup(key)) == (one == other)


@given(receipts)
def test_the_lookup_says_nothing_about_the_unlock(receipt):
    assert receipt.lookup(bytes(32)) != receipt.unlock(bytes(32))
    assert receipt.lookup(bytes(32)) != receipt.lookup(b"\x01" * 32)


def test_new_codes_are_valid_and_different():
    drawn = {new_receipt() for _ in range(200)}
    assert len(drawn) == 200
    assert all(read_receipt(receipt.grouped()) == receipt for receipt in drawn)


def test_every_digit_is_about_equally_likely():
    counts = dict.fromkeys("0123456789", 0)
    for _ in range(1000):
        for digit in new_receipt().digits[:24]:
            counts[digit] += 1
    assert all(2000 < count < 2800 for count in counts.values())


def test_a_code_is_five_groups_and_does_not_show_by_accident():
    receipt = new_receipt()
    assert [len(group) for group in receipt.grouped().split()] == [5] * 5
    assert receipt.digits not in repr(receipt)
