"""What each kind of recipient needs, and when going on without it is allowed."""

from dataclasses import replace

import pytest

from seinhuis.desk.dossiers.api import PersonRole
from seinhuis.desk.handover import labels
from seinhuis.desk.handover.contracts import Profile
from seinhuis.desk.handover.draft import Answers, Draft
from seinhuis.desk.handover.sufficiency import NEEDS, Need, blocking, not_judged
from seinhuis.desk.reports.api import Consent
from tests.desk.handover.making import CHILD, dossier, fact, identifier, person, prepared, source

FULL = dossier(
    reports=(source("a", Consent.POLICE_AND_CARE),),
    facts=(fact("a", 1, "een", happened_text="begin november"),),
    persons=(person(1, CHILD, ("nickname", "Sterretje", "a")),),
    identifiers=(identifier("phone", "+31612345678", ("06 12345678", "a")),),
)
ANSWERS = Answers(
    contact="Noor, 088",
    organisation_reports=True,
    worries="zorgen",
    parents_informed="no",
    child_informed="unknown",
    informed_note="niet veilig",
    need="opvang",
    reach="overdag",
    person_consents="self",
)


def missing(profile, opened=FULL, answers=ANSWERS):
    return {each.need for each in prepared(opened, profile, Draft(answers=answers)).missing}


@pytest.mark.parametrize("profile", Profile)
def test_a_full_dossier_misses_nothing(profile):
    assert missing(profile) == set()


@pytest.mark.parametrize("profile", Profile)
def test_an_empty_dossier_misses_everything_there_is(profile):
    empty = dossier(summary="")
    assert missing(profile, empty, Answers()) == set(NEEDS[profile])


@pytest.mark.parametrize("need", Need)
def test_every_need_has_its_sentence(need):
    assert labels.NEEDS[need]
    assert labels.NOT_KNOWN[need]


@pytest.mark.parametrize(
    ("profile", "change", "need"),
    [
        (Profile.POLICE, {"contact": " "}, Need.CALL_BACK),
        (Profile.VEILIG_THUIS, {"organisation_reports": False}, Need.KNOWN_REPORTER),
        (Profile.VEILIG_THUIS, {"worries": ""}, Need.WORRIES),
        (Profile.VEILIG_THUIS, {"parents_informed": ""}, Need.INFORMED),
        (Profile.VEILIG_THUIS, {"informed_note": ""}, Need.INFORMED),
        (Profile.CARE, {"need": ""}, Need.HELP_NEEDED),
        (Profile.CARE, {"reach": ""}, Need.REACHABLE),
        (Profile.CARE, {"person_consents": ""}, Need.PERSON_CONSENTS),
    ],
)
def test_an_answer_that_is_not_there_is_missing(profile, change, need):
    assert missing(profile, answers=Answers(**{**vars(ANSWERS), **change})) == {need}


def test_police_need_a_moment_or_a_place_and_somebody_to_find():
    bare = dossier(reports=FULL.reports, facts=(fact("a", 1, "een"),))
    assert missing(Profile.POLICE, bare) == {Need.PLACE_OR_TIME, Need.PERSON_OR_IDENTIFIER}
    place = dossier(
        reports=FULL.reports, facts=bare.facts, identifiers=(identifier("place", "Zwolle", ("Zwolle", "a")),)
    )
    assert missing(Profile.POLICE, place) == {Need.PERSON_OR_IDENTIFIER}


def test_a_suspect_with_a_name_is_not_the_child():
    other = dossier(
        reports=FULL.reports,
        facts=FULL.facts,
        persons=(person(1, PersonRole.SUSPECT, ("name", "Kees", "a")),),
    )
    assert missing(Profile.VEILIG_THUIS, other) == {Need.CHILD}


def test_what_consent_keeps_here_is_missing_there():
    closed = replace(FULL, reports=(source("a", Consent.CARE),))
    assert Need.FACT in missing(Profile.POLICE, closed)
    assert Need.FACT not in missing(Profile.CARE, closed)


def test_a_waiver_needs_a_reason_in_words():
    bare = dossier(reports=FULL.reports, facts=(fact("a", 1, "een"),), identifiers=FULL.identifiers)
    for reason, blocks in (("", True), ("  ", True), ("niet te achterhalen", False)):
        answers = Answers(**{**vars(ANSWERS), "waivers": {Need.PLACE_OR_TIME.value: reason}})
        found = prepared(bare, Profile.POLICE, Draft(answers=answers)).missing
        assert [each.need for each in found] == [Need.PLACE_OR_TIME]
        assert bool(blocking(found)) == blocks


def test_a_fact_without_source_is_named_by_its_number():
    loose = replace(fact("a", 4, "los"), report=None, source_reference="", happened_on="2026")
    opened = dossier(reports=FULL.reports, facts=(loose,), identifiers=FULL.identifiers)
    found = prepared(opened, Profile.POLICE, Draft(answers=ANSWERS)).missing
    assert [(each.need, each.numbers) for each in found] == [(Need.SOURCED, (4,))]


def test_facts_graded_f6_are_pointed_at_and_do_not_block():
    assert not_judged(prepared(FULL, Profile.POLICE).expected) == (1,)
