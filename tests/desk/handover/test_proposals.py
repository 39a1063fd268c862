"""Passages that could point at the reporter, and how a text is cut for the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.handover.pointing_words import Hint
from seinhuis.desk.handover.proposals import Known, pieces, propose


def found(text, known=None):
    return {(text[each.start : each.end], each.hint) for each in propose(text, known or Known())}


@pytest.mark.parametrize(
    ("text", "passage", "hint"),
    [
        ("Ik hoorde geschreeuw", "Ik", Hint.FIRST_PERSON),
        ("Dat zag mijn buurvrouw ook", "mijn buurvrouw", Hint.RELATION),
        ("Mijn oudste zoon kent haar", "Mijn oudste zoon", Hint.RELATION),
        ("een vriend van mij reed langs", "vriend van mij", Hint.RELATION),
        ("I saw it from my window", "from my", Hint.VANTAGE),
        ("Ze stond voor mijn deur", "voor mijn", Hint.VANTAGE),
        ("Vanaf het balkon te zien", "het balkon", Hint.VANTAGE),
        ("Ik werk bij de receptie", "werk bij", Hint.WORKPLACE),
        ("as a cleaner in the park", "cleaner", Hint.WORKPLACE),
        ("gezien in ons hotel", "ons hotel", Hint.WORKPLACE),
        ("in kamer 12 en weer terug", "kamer 12", Hint.PLACE_AND_TIME),
        ("room no. 204b", "room no. 204b", Hint.PLACE_AND_TIME),
        ("om 23:15 uur kwam de auto", "23:15 uur", Hint.PLACE_AND_TIME),
        ("rond half elf", "half elf", Hint.PLACE_AND_TIME),
        ("tijdens de nachtdienst", "nachtdienst", Hint.PLACE_AND_TIME),
        ("bel mij op dit nummer", "bel mij", Hint.OWN_CONTACT),
        ("ze vertelde het alleen mij", "alleen mij", Hint.SOLE_WITNESS),
        ("nobody else knows", "nobody else", Hint.SOLE_WITNESS),
    ],
)
def test_a_passage_is_proposed_with_its_reason(text, passage, hint):
    assert (passage, hint) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Een meisje van ongeveer 15 werd drie keer gebracht.",
        "De auto kwam i.v.m. een afspraak.",
        "Zij heeft haar moeder niet gesproken.",
        "",
    ],
)
def test_a_neutral_sentence_has_no_proposal(text):
    assert not found(text)


def test_the_reporters_own_number_is_found_however_it_is_written():
    known = Known(own_contacts=("+31612345678",))
    assert ("06 - 12 34 56 78", Hint.OWN_CONTACT) in found("te bereiken op 06 - 12 34 56 78", known)
    assert not found("een ander nummer: 06 87654321", known)


def test_four_words_of_a_source_that_stays_are_found():
    known = Known(left_out_texts=("De man reed in een grijze bus met een deuk.",))
    assert ("een grijze bus met", Hint.LEFT_OUT_SOURCE) in found("Er stond een grijze bus met pech.", known)
    assert not found("Er stond een grijze auto.", known)


def test_a_short_text_of_a_source_that_stays_is_found_inside_a_longer_one():
    known = Known(left_out_texts=("Sterretje",))
    assert ("Sterretje", Hint.LEFT_OUT_SOURCE) in found("Men noemt haar Sterretje daar.", known)


@given(
    text=st.text(max_size=300),
    own=st.lists(st.text(max_size=12), max_size=3),
    left=st.lists(st.text(max_size=40), max_size=3),
)
def test_the_pieces_are_the_text_and_every_proposal_is_inside_it(text, own, left):
    proposals = propose(text, Known(tuple(own), tuple(left), tuple(own)))
    assert "".join(piece.text for piece in pieces(text, proposals)) == text
    assert all(0 <= each.start <= each.end <= len(text) for each in proposals)
    assert any(piece.hints for piece in pieces(text, proposals)) == any(
        each.start < each.end for each in proposals
    )
