"""The half-finished report that travels in the page, and the short-lived passes."""

import base64
import datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.kernel import clock
from seinhuis.desk.reports import passes
from seinhuis.desk.reports.drafts import (
    DraftLost,
    is_fresh,
    new_draft,
    open_draft,
    receipt_for,
    seal_draft,
    submission_hash,
)
from seinhuis.engine.sealing.receipts import new_receipt

HERE = uuid4()
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


def later(**span):
    return clock.stopped_at(clock.now() + datetime.timedelta(**span))


@given(ANY_TEXT)
def test_every_sign_survives_the_way_through_the_page(text):
    draft = new_draft().with_answers({"story": text, "signals": ["R01"]})
    opened = open_draft(seal_draft(draft, HERE), HERE)
    assert (opened.answers, opened.submission) == (draft.answers, draft.submission)


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_anything_else_is_a_lost_draft_and_never_an_error(junk):
    sealed = junk if isinstance(junk, str) else base64.urlsafe_b64encode(junk).decode()
    with pytest.raises(DraftLost):
        open_draft(sealed, HERE)


def test_a_changed_byte_anywhere_is_found():
    wrapped = bytearray(base64.urlsafe_b64decode(seal_draft(new_draft(), HERE)))
    for place in range(len(wrapped)):
        changed = bytearray(wrapped)
        changed[place] ^= 1
        with pytest.raises(DraftLost):
            open_draft(base64.urlsafe_b64encode(changed).decode(), HERE)


def test_a_draft_opens_on_its_own_form_only():
    with pytest.raises(DraftLost):
        open_draft(seal_draft(new_draft(), HERE), uuid4())


def test_a_draft_is_kept_two_days_after_its_last_page():
    sealed = seal_draft(new_draft(), HERE)
    with later(days=2, minutes=-1):
        renewed = seal_draft(open_draft(sealed, HERE), HERE)
    with later(days=2, minutes=1):
        with pytest.raises(DraftLost):
            open_draft(sealed, HERE)
        assert open_draft(renewed, HERE)


def test_a_pass_is_no_draft_and_a_draft_no_pass():
    with pytest.raises(DraftLost):
        open_draft(passes.seal_pass(passes.new_pass(new_receipt())), HERE)
    with pytest.raises(passes.PassOver):
        passes.open_pass(seal_draft(new_draft(), HERE))


def test_code_and_hash_follow_from_number_and_answers():
    draft = new_draft().with_answers({"story": "x", "danger": "no"})
    same = new_draft().with_answers({"danger": "no"})
    same = type(same)(draft.submission, {**same.answers, "story": "x"})
    assert receipt_for(draft, HERE) == receipt_for(same, HERE)
    assert submission_hash(draft, HERE) == submission_hash(same, HERE)
    for other in (draft.with_answers({"story": "y"}), new_draft().with_answers(draft.answers)):
        assert receipt_for(draft, HERE) != receipt_for(other, HERE)
        assert submission_hash(draft, HERE) != submission_hash(other, HERE)
    assert receipt_for(draft, HERE) != receipt_for(draft, uuid4())


def test_the_stored_hash_does_not_give_the_code():
    draft = new_draft()
    digits = int.from_bytes(submission_hash(draft, HERE), "big") % 10**24
    assert receipt_for(draft, HERE).digits[:-1] != f"{digits:024d}"


def test_codes_of_many_drafts_differ():
    assert len({receipt_for(new_draft(), HERE) for _ in range(500)}) == 500


def test_fresh_is_half_an_hour():
    draft = open_draft(seal_draft(new_draft(), HERE), HERE)
    with later(minutes=29):
        assert is_fresh(draft)
    with later(minutes=31):
        assert not is_fresh(draft)


def test_nothing_shows_in_a_representation():
    draft = new_draft().with_answers({"story": "geheim"})
    opened = passes.new_pass(new_receipt())
    assert "geheim" not in repr(draft)
    assert draft.submission not in repr(draft)
    assert opened.receipt.digits not in repr(opened)


def test_a_pass_opens_for_half_an_hour():
    opened = passes.new_pass(new_receipt(), danger=True)
    sealed = passes.seal_pass(opened)
    with later(minutes=29):
        assert passes.open_pass(sealed) == opened
    with later(minutes=31), pytest.raises(passes.PassOver):
        passes.open_pass(sealed)


@given(ANY_TEXT, ANY_TEXT)
def test_an_answer_has_one_id_for_each_page_and_text(one, other):
    page, elsewhere = passes.new_pass(new_receipt()), passes.new_pass(new_receipt())
    assert passes.message_id(page, one) == passes.message_id(page, one)
    assert (passes.message_id(page, one) == passes.message_id(page, other)) == (one == other)
    assert passes.message_id(page, one) != passes.message_id(elsewhere, one)
