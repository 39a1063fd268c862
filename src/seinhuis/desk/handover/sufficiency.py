"""What a recipient needs before they can act, and what of it is missing; pure.

The rules look at what would leave, not at what the house knows. Norms behind them: the police need somebody
to call back, a place or a time and a way to find a person; a report to Veilig Thuis has a known reporter (for
an anonymous tip the organisation itself), a child who can be found, worries, and whether parents and child
know; care needs to know which help, how to reach somebody, and whether that person agrees.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from seinhuis.desk.dossiers.api import Attribute, PersonRole
from seinhuis.desk.handover.contracts import Profile
from seinhuis.desk.handover.draft import Answers
from seinhuis.desk.handover.leaving import Leaving

FINDABLE = frozenset({"phone", "email", "url", "handle", "plate", "iban", "crypto"})
FINDS_A_CHILD = frozenset({Attribute.NAME, Attribute.NICKNAME, Attribute.RESIDENCE})
NOT_JUDGED = ("F", "6")


class Need(StrEnum):
    """One thing that a recipient needs."""

    SUMMARY = "summary"
    FACT = "fact"
    SOURCED = "sourced"
    CALL_BACK = "call_back"
    PLACE_OR_TIME = "place_or_time"
    PERSON_OR_IDENTIFIER = "person_or_identifier"
    KNOWN_REPORTER = "known_reporter"
    CHILD = "child"
    WORRIES = "worries"
    INFORMED = "informed"
    HELP_NEEDED = "help_needed"
    REACHABLE = "reachable"
    PERSON_CONSENTS = "person_consents"


@dataclass(frozen=True)
class Missing:
    """A need that is not met, the facts it is about, and whether somebody gave a reason to go on."""

    need: Need
    numbers: tuple[int, ...] = ()
    waived: bool = False


def missing(profile: Profile, leaves: Leaving, answers: Answers) -> tuple[Missing, ...]:
    """Everything this kind of recipient needs that would not be in the package."""
    found = [
        Missing(need, waived=_waived(need, answers))
        for need in NEEDS[profile]
        if not _MET[need](leaves, answers)
    ]
    unsourced = tuple(fact.number for fact in leaves.facts if not fact.source)
    if unsourced:
        found.append(Missing(Need.SOURCED, unsourced, _waived(Need.SOURCED, answers)))
    return tuple(found)


def blocking(found: tuple[Missing, ...]) -> tuple[Missing, ...]:
    """What is missing and has not been waived with a reason."""
    return tuple(each for each in found if not each.waived)


def not_judged(leaves: Leaving) -> tuple[int, ...]:
    """The numbers of the facts graded F6: honest for an anonymous tip, but somebody should mean it."""
    return tuple(
        fact.number for fact in leaves.facts if (fact.source_grade, fact.information_grade) == NOT_JUDGED
    )


def _waived(need: Need, answers: Answers) -> bool:
    return bool(answers.waivers.get(need, "").strip())


def _has_place_or_time(leaves: Leaving, answers: Answers) -> bool:
    timed = any(fact.happened_on or fact.happened_text for fact in leaves.facts)
    return timed or any(each.kind == "place" for each in leaves.identifiers)


def _has_person_or_identifier(leaves: Leaving, answers: Answers) -> bool:
    described = any(person.attributes for person in leaves.persons)
    return described or any(each.kind in FINDABLE for each in leaves.identifiers)


def _names_the_child(leaves: Leaving, answers: Answers) -> bool:
    children = (person for person in leaves.persons if person.role == PersonRole.YOUNG_PERSON)
    return any(code in FINDS_A_CHILD and text for child in children for code, text in child.attributes)


def _informed(leaves: Leaving, answers: Answers) -> bool:
    """Both are answered, and where somebody was not informed the reason is there."""
    if not (answers.parents_informed and answers.child_informed):
        return False
    not_told = "no" in (answers.parents_informed, answers.child_informed)
    return not not_told or bool(leaves.answers.get("informed_note"))


Rule = Callable[[Leaving, Answers], bool]
_MET: dict[Need, Rule] = {
    Need.SUMMARY: lambda leaves, answers: bool(leaves.summary.strip()),
    Need.FACT: lambda leaves, answers: bool(leaves.facts),
    Need.CALL_BACK: lambda leaves, answers: bool(answers.contact.strip()),
    Need.PLACE_OR_TIME: _has_place_or_time,
    Need.PERSON_OR_IDENTIFIER: _has_person_or_identifier,
    Need.KNOWN_REPORTER: lambda leaves, answers: answers.organisation_reports,
    Need.CHILD: _names_the_child,
    Need.WORRIES: lambda leaves, answers: bool(leaves.answers.get("worries")),
    Need.INFORMED: _informed,
    Need.HELP_NEEDED: lambda leaves, answers: bool(leaves.answers.get("need")),
    Need.REACHABLE: lambda leaves, answers: bool(leaves.answers.get("reach")),
    Need.PERSON_CONSENTS: lambda leaves, answers: bool(answers.person_consents),
}
_ALWAYS = (Need.SUMMARY, Need.FACT, Need.CALL_BACK)
NEEDS: dict[Profile, tuple[Need, ...]] = {
    Profile.POLICE: (*_ALWAYS, Need.PLACE_OR_TIME, Need.PERSON_OR_IDENTIFIER),
    Profile.VEILIG_THUIS: (*_ALWAYS, Need.KNOWN_REPORTER, Need.CHILD, Need.WORRIES, Need.INFORMED),
    Profile.CARE: (*_ALWAYS, Need.HELP_NEEDED, Need.REACHABLE, Need.PERSON_CONSENTS),
}
