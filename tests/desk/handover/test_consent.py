"""Whose words may go to whom: every combination of consent, recipient and override."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.dossiers.api import PersonRole
from seinhuis.desk.handover.consent import reaches
from seinhuis.desk.handover.contracts import Profile
from seinhuis.desk.handover.draft import Choice, Decision, Draft
from seinhuis.desk.reports.api import Consent
from tests.desk.handover.making import (
    CHILD,
    dossier,
    fact,
    identifier,
    number,
    override,
    person,
    prepared,
    source,
)

MAY = {
    (Consent.POLICE, Profile.POLICE),
    (Consent.POLICE_AND_CARE, Profile.POLICE),
    (Consent.CARE, Profile.CARE),
    (Consent.POLICE_AND_CARE, Profile.CARE),
    (Consent.CARE, Profile.VEILIG_THUIS),
    (Consent.POLICE_AND_CARE, Profile.VEILIG_THUIS),
}


@pytest.mark.parametrize("profile", [*Profile, None])
@pytest.mark.parametrize("consent", Consent)
def test_the_matrix(consent, profile):
    assert reaches(consent, profile) == ((consent, profile) in MAY)


def one_of_each(consents):
    """A dossier in which every source says a word of its own: in facts, about persons, in identifiers."""
    names = [f"{index}" for index in range(len(consents))]
    return dossier(
        reports=tuple(source(name, consent) for name, consent in zip(names, consents, strict=True)),
        facts=tuple(
            fact(name, index, f"woord{name}", happened_text=f"tijd{name}")
            for index, name in enumerate(names, start=1)
        ),
        persons=(
            person(1, CHILD, *(("appearance", f"uiterlijk{name}", name) for name in names)),
            person(2, PersonRole.SUSPECT, ("nickname", "bijnaam0", names[0])),
        ),
        identifiers=(
            identifier("phone", "+31600000000", *((f"nummer{name}", name) for name in names)),
            *(identifier("handle", f"instagram:account{name}", (f"@account{name}", name)) for name in names),
        ),
    )


@given(
    consents=st.lists(st.sampled_from(Consent), min_size=1, max_size=4),
    overridden=st.sets(st.integers(0, 3)),
    profile=st.sampled_from([*Profile, None]),
)
def test_no_word_of_a_source_without_consent_leaves(consents, overridden, profile):
    opened = one_of_each(consents)
    overrides = {str(number(str(index))): override() for index in overridden if index < len(consents)}
    made = prepared(opened, profile, Draft(overrides=overrides))
    kept = {text.key: Decision(text.fingerprint, Choice.KEEP) for text in made.texts}
    everything = str(asdict(prepared(opened, profile, Draft(overrides=overrides, clearing=kept)).leaves))
    for index, consent in enumerate(consents):
        may_leave = profile is not None and ((consent, profile) in MAY or index in overridden)
        words = [f"{word}{index}" for word in ("woord", "tijd", "uiterlijk", "nummer", "account")]
        present = [word in everything for word in words]
        assert all(present) if may_leave else not any(present)
        assert (f"R-{index}'" in everything) == may_leave


def test_a_person_of_whom_only_a_source_that_stays_speaks_does_not_leave_at_all():
    made = prepared(one_of_each([Consent.NOBODY_YET, Consent.POLICE]), Profile.POLICE)
    assert [each.number for each in made.expected.persons] == [1]


def test_words_of_a_source_that_stays_are_pointed_at_in_the_texts_that_have_no_source():
    opened = one_of_each([Consent.NOBODY_YET])
    made = prepared(
        replace(opened, summary="Men noemt woorden woord0 gezegd en instagram:account0."), Profile.POLICE
    )
    summary = next(text for text in made.texts if text.key == "summary")
    assert {each.hint for each in made.proposals(summary)} == {"left_out_source"}


def test_a_damaged_report_counts_as_one_without_consent():
    opened = one_of_each([Consent.POLICE])
    opened = replace(opened, reports=tuple(replace(each, damaged=True) for each in opened.reports))
    assert not prepared(opened, Profile.POLICE).expected.facts
