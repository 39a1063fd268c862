"""Which urgency a report gets proposed, from stated rules that explain themselves; pure. A person decides.

Each rule is about what was told, never about what somebody is worth or likely to do: there is no sum and no
score. The first class with a rule that applies is proposed, and every rule of that class that applies is
named.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from seinhuis.desk.reports.contracts import (
    LINKING_KINDS,
    Danger,
    FoundIdentifier,
    ReportContent,
    ReporterKind,
    Urgency,
)

MINOR_AGES = frozenset({"under_12", "12_15", "16_17"})
# Signals whose own words say that a minor is there.
NAMES_A_MINOR = frozenset({"R08", "R09", "C05", "C06"})
BROUGHT_AND_FETCHED = frozenset({"R12", "P03", "Y10"})
STAY = frozenset(
    {"R01", "R03", "R04", "R06", "R07", "R10", "R11", "R14", "C01", "C02", "C03", "C04", "C07", "C08", "P02"}
)
HARM = frozenset({"Y05", "R13"})
PULLED_AWAY = frozenset({"Y08", "Y09"})
HELD = frozenset({"Y06", "Y07", "Y13"})
ADVERTISED = frozenset({"O01"})
OF_AGE = 18


@dataclass(frozen=True)
class Told:
    """What the rules look at: the content and the identifiers that were found in it."""

    content: ReportContent
    found: tuple[FoundIdentifier, ...] = ()
    searched: bool = True

    @property
    def signals(self) -> frozenset[str]:
        """The ticked signals."""
        return frozenset(self.content.signals)

    @property
    def minor(self) -> bool:
        """Whether the report itself says that this is about a minor: by age band, by a signal or by an age
        in its text.
        """
        return (
            self.content.age_band in MINOR_AGES
            or bool(self.signals & NAMES_A_MINOR)
            or (self.content.age_band != "18_plus" and self.names_a_minor_age)
        )

    @property
    def names_a_minor_age(self) -> bool:
        """Whether an age under 18 stands in a text."""
        return any(each.kind == "age" and _years(each.canonical) < OF_AGE for each in self.found)

    @property
    def links(self) -> bool:
        """Whether something is in it by which it can meet other reports."""
        return bool(self.content.identifiers.strip()) or any(
            each.kind in LINKING_KINDS for each in self.found
        )


@dataclass(frozen=True)
class Rule:
    """One stated rule: the class it proposes, its code, when it applies and its sentence in two languages."""

    urgency: Urgency
    code: str
    applies: Callable[[Told], bool]
    dutch: str
    english: str


RULES: tuple[Rule, ...] = (
    Rule(
        Urgency.U0,
        "danger_now",
        lambda told: told.content.danger == Danger.YES,
        "De melder zegt dat er nu iemand in gevaar is.",
        "The reporter says that somebody is in danger now.",
    ),
    Rule(
        Urgency.U1,
        "young_person_reports",
        lambda told: (
            told.content.reporter_kind == ReporterKind.YOUNG_PERSON and told.content.age_band != "18_plus"
        ),
        "Een jongere meldt voor zichzelf.",
        "A young person reports for themselves.",
    ),
    Rule(
        Urgency.U1,
        "child_under_12",
        lambda told: told.content.age_band == "under_12",
        "Het gaat over een kind jonger dan 12 jaar.",
        "It is about a child under 12.",
    ),
    Rule(
        Urgency.U1,
        "minor_brought_and_fetched",
        lambda told: told.minor and bool(told.signals & BROUGHT_AND_FETCHED),
        "Het gaat over een minderjarige die wordt gebracht, gehaald of opgewacht: er kan weer een ontmoeting "
        "komen.",
        "It is about a minor who is brought, fetched or waited for: another meeting may follow.",
    ),
    Rule(
        Urgency.U1,
        "minor_and_stay",
        lambda told: told.minor and bool(told.signals & STAY),
        "Het gaat over een minderjarige, samen met een opvallend verblijf (kamer, bezoek, betaling).",
        "It is about a minor, together with an unusual stay (room, visitors, payment).",
    ),
    Rule(
        Urgency.U1,
        "minor_harmed",
        lambda told: told.minor and bool(told.signals & HARM),
        "Het gaat over een minderjarige die gewond is of gedwongen lijkt.",
        "It is about a minor who is injured or seems to be forced.",
    ),
    Rule(
        Urgency.U1,
        "minor_with_trafficker",
        lambda told: told.minor and bool(told.signals & PULLED_AWAY) and bool(told.signals & HELD),
        "Het gaat over een minderjarige die wegloopt of veel oudere contacten heeft, en die geld krijgt, "
        "altijd bereikbaar moet zijn of een teken draagt: dat past bij een mensenhandelaar.",
        "It is about a minor who runs away or has much older contacts, and who gets money, must always be "
        "reachable or carries a mark: that fits a trafficker.",
    ),
    Rule(
        Urgency.U1,
        "minor_advertised",
        lambda told: told.minor and bool(told.signals & ADVERTISED),
        "Het gaat over een minderjarige, samen met een advertentie.",
        "It is about a minor, together with an advertisement.",
    ),
    Rule(
        Urgency.U2,
        "identifier",
        lambda told: told.links,
        "Er staat een nummer, account, adres op internet of kenteken in.",
        "It holds a number, account, internet address or number plate.",
    ),
    Rule(
        Urgency.U2,
        "not_searched",
        lambda told: not told.searched,
        "Er kon niet worden gezocht naar nummers en accounts: lees zelf of ze erin staan.",
        "It could not be searched for numbers and accounts: read for yourself whether there are any.",
    ),
    Rule(
        Urgency.U2,
        "place_and_time",
        lambda told: bool(told.content.where.strip()) and bool(told.content.when.strip()),
        "Er staat in waar en wanneer het was.",
        "It says where and when it was.",
    ),
)
NOTHING_YET = Rule(
    Urgency.U3,
    "more_needed",
    lambda told: True,
    "Er is nog weinig om mee verder te gaan: vraag de melder om meer.",
    "There is little to go on yet: ask the reporter for more.",
)
_BY_CODE = {rule.code: rule for rule in (*RULES, NOTHING_YET)}


def propose_urgency(
    content: ReportContent, found: Iterable[FoundIdentifier] = (), *, searched: bool = True
) -> tuple[Urgency, tuple[str, ...]]:
    """Return the proposed class and the codes of the rules that lead to it.

    ``found`` are the identifiers, ages among them, in the report's texts; not ``searched`` when that failed.
    """
    told = Told(content, tuple(found), searched)
    applying = [rule for rule in RULES if rule.applies(told)] or [NOTHING_YET]
    urgency = applying[0].urgency
    return urgency, tuple(rule.code for rule in applying if rule.urgency == urgency)


def reason_text(code: str, language: str) -> str:
    """The sentence of one rule; a code that this version does not know is shown as it is."""
    rule = _BY_CODE.get(code)
    if rule is None:
        return code
    return rule.dutch if language == "nl" else rule.english


def _years(age: str) -> int:
    return int(age) if age.isdecimal() else OF_AGE
