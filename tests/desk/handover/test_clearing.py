"""Decisions about texts: bound to what was read, never to what stands there now."""

from dataclasses import asdict, replace

from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.handover.clearing import clear
from seinhuis.desk.handover.contracts import Profile, Step
from seinhuis.desk.handover.draft import Answers, Choice, Decision, Draft, Grounds
from seinhuis.desk.handover.leaving import leaving
from seinhuis.desk.reports.api import Consent
from tests.desk.handover.making import CHILD, dossier, exhibit, fact, identifier, person, prepared, source

OPENED = dossier(
    reports=(source("a", Consent.POLICE),),
    facts=(fact("a", 1, "een", happened_on="2026-11-20"), fact("a", 2, "twee")),
    persons=(person(1, CHILD, ("name", "Mila", "a"), ("age", "15", "a")),),
    identifiers=(identifier("phone", "+31612345678", ("06 12345678", "a"), ("o6-12345678", "a")),),
    exhibits=(exhibit(1, "lijst.txt"),),
)


def decided(opened, choice=Choice.KEEP, draft=None, **others):
    """A draft in which every text has been decided on; others by the end of their key."""
    draft = draft or Draft()
    texts = prepared(opened, Profile.POLICE, draft).texts
    decisions = {}
    for text in texts:
        chosen = next((each for end, each in others.items() if text.key.endswith(end)), (choice, ""))
        decisions[text.key] = Decision(
            text.fingerprint, *(chosen if isinstance(chosen, tuple) else (chosen, ""))
        )
    return replace(draft, clearing=decisions)


def test_nothing_leaves_before_it_was_decided():
    made = prepared(OPENED, Profile.POLICE)
    assert not made.clearing.complete
    assert not made.clearing.wording
    for part in ("facts", "identifiers", "exhibits", "summary"):
        assert not getattr(made.leaves, part)


def test_every_text_of_the_dossier_is_asked_about():
    shown = " ".join(text.text for text in prepared(OPENED, Profile.POLICE).texts)
    words = ["titel", "samenvatting", "feit een", "woorden twee", "2026-11-20", "Mila", "15"]
    words += ["o6-12345678", "+31612345678", "lijst.txt", "omschrijving"]
    assert [word for word in words if word not in shown] == []


def test_what_was_typed_for_the_recipient_is_asked_about_too():
    draft = Draft(
        answers=Answers(worries="zorg om M"), grounds=Grounds(purpose="doel P", ground_text="want G")
    )
    shown = {text.text for text in prepared(OPENED, Profile.VEILIG_THUIS, draft).texts}
    assert {"zorg om M", "doel P", "want G"} <= shown


def test_kept_replaced_and_left_out():
    draft = decided(OPENED, passage=Choice.LEAVE_OUT, summary=(Choice.REPLACE, "eigen woorden"))
    leaves = prepared(OPENED, Profile.POLICE, draft).leaves
    assert leaves.summary == "eigen woorden"
    assert [each.passage for each in leaves.facts] == ["", ""]
    assert [each.text for each in leaves.facts] == ["feit een stelling", "feit twee stelling"]


def test_own_wording_about_the_moment_takes_the_date_away():
    leaves = prepared(OPENED, Profile.POLICE, decided(OPENED, when=(Choice.REPLACE, "in november"))).leaves
    assert (leaves.facts[0].happened_on, leaves.facts[0].happened_text) == ("", "in november")


def test_a_fact_that_is_left_out_takes_its_passage_along():
    draft = decided(OPENED)
    key = f"fact:{OPENED.facts[0].id}:text"
    clearing = {each: decision for each, decision in draft.clearing.items() if not each.startswith(key[:-5])}
    text = next(each for each in prepared(OPENED, Profile.POLICE, draft).texts if each.key == key)
    clearing[key] = Decision(text.fingerprint, Choice.LEAVE_OUT)
    made = prepared(OPENED, Profile.POLICE, replace(draft, clearing=clearing))
    assert made.clearing.complete
    assert [each.number for each in made.leaves.facts] == [2]


def test_a_file_that_is_left_out_takes_its_name_along():
    leaves = prepared(OPENED, Profile.POLICE, decided(OPENED, file=Choice.LEAVE_OUT)).leaves
    assert not leaves.exhibits


def test_a_superseded_fact_needs_a_decision_again():
    draft = decided(OPENED)
    old = OPENED.facts[0]
    new = fact("a", 3, "drie")
    changed = replace(OPENED, facts=(replace(old, superseded_by=new.id), OPENED.facts[1], new))
    made = prepared(changed, Profile.POLICE, draft)
    assert not made.done(Step.CLEARING)
    assert {key.split(":")[1] for key in made.clearing.undecided} == {str(new.id)}
    assert [each.number for each in made.leaves.facts] == [2]


@given(st.text(min_size=1).filter(str.strip))
def test_a_changed_text_is_undecided_and_does_not_leave(summary):
    draft = decided(OPENED)
    made = prepared(replace(OPENED, summary=summary), Profile.POLICE, draft)
    assert made.clearing.complete == (summary == OPENED.summary)
    assert made.leaves.summary == (OPENED.summary if summary == OPENED.summary else "")


@given(st.lists(st.sampled_from(Choice), min_size=20, max_size=20))
def test_only_decided_wording_leaves_whatever_was_chosen(choices):
    made = prepared(OPENED, Profile.POLICE)
    decisions = {
        text.key: Decision(
            text.fingerprint,
            choice if text.replaceable or choice != Choice.REPLACE else Choice.LEAVE_OUT,
            "eigen",
        )
        for text, choice in zip(made.texts, choices, strict=False)
    }
    leaves = str(asdict(leaving(made.selection, clear(made.texts, decisions))))
    for text in made.texts:
        decision = decisions[text.key]
        if (
            decision.choice is not Choice.KEEP
            and len(text.text) > 3
            and text.key.endswith(("passage", "summary", "title"))
        ):
            assert text.text not in leaves


def test_the_digest_changes_with_what_leaves_and_with_nothing_else():
    draft = decided(OPENED)
    one, same = prepared(OPENED, Profile.POLICE, draft), prepared(OPENED, Profile.POLICE, draft)
    other = prepared(OPENED, Profile.POLICE, decided(OPENED, summary=(Choice.REPLACE, "anders")))
    assert one.leaves.digest == same.leaves.digest != other.leaves.digest
