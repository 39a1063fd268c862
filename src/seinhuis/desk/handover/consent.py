"""Which sources may go to which recipient, and what of a dossier is left then; pure.

The consent is that of the report. Where it does not reach the recipient, everything of that source stays in
the house unless an override has been recorded for it: the default is always that nothing leaves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from seinhuis.desk.dossiers.api import DossierIdentifier, DossierPerson, Fact, OpenedDossier, SourceReport
from seinhuis.desk.handover.contracts import Profile
from seinhuis.desk.handover.draft import Override
from seinhuis.desk.reports.api import Consent

# Veilig Thuis is taken for care here. `LAW?`: whether "only to care" covers a report to Veilig Thuis.
REACHES: dict[Profile, frozenset[Consent]] = {
    Profile.POLICE: frozenset({Consent.POLICE, Consent.POLICE_AND_CARE}),
    Profile.CARE: frozenset({Consent.CARE, Consent.POLICE_AND_CARE}),
    Profile.VEILIG_THUIS: frozenset({Consent.CARE, Consent.POLICE_AND_CARE}),
}


@dataclass(frozen=True)
class SourceConsent:
    """One source of a dossier as seen from one recipient."""

    source: SourceReport
    agrees: bool
    override: Override | None = None

    @property
    def may_leave(self) -> bool:
        """Whether anything of this source may go to the recipient."""
        return self.agrees or self.override is not None


@dataclass(frozen=True)
class Selection:
    """What of a dossier may leave as far as consent goes, and the texts of what may not."""

    dossier: OpenedDossier = field(repr=False)
    sources: tuple[SourceConsent, ...]
    facts: tuple[Fact, ...] = field(repr=False)
    persons: tuple[DossierPerson, ...] = field(repr=False)
    identifiers: tuple[DossierIdentifier, ...] = field(repr=False)
    left_out_texts: tuple[str, ...] = field(default=(), repr=False)
    left_out_identifiers: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class _Reach:
    """The names (id and reference) of the reports that may leave, and of all reports of the dossier."""

    allowed: frozenset[str]
    known: frozenset[str]
    references: Mapping[str, str]

    def covers(self, report: object, reference: str = "") -> bool:
        """What rests on a report leaves with it; what rests on none (own research) has no reporter to ask."""
        if report is not None:
            return str(report) in self.allowed
        return reference not in self.known or reference in self.allowed


def reaches(consent: Consent, profile: Profile | None) -> bool:
    """Say whether a reporter's consent reaches this kind of recipient; without one it reaches nobody."""
    return profile is not None and consent in REACHES[profile]


def consents(
    dossier: OpenedDossier, profile: Profile | None, overrides: Mapping[str, Override]
) -> tuple[SourceConsent, ...]:
    """Every source with its consent towards a recipient; an override counts only where it is needed."""
    return tuple(_consent(source, profile, overrides.get(str(source.id))) for source in dossier.reports)


def select(dossier: OpenedDossier, profile: Profile | None, overrides: Mapping[str, Override]) -> Selection:
    """What may leave: facts, statements about persons and identifiers, each as far as its source may."""
    sources = consents(dossier, profile, overrides)
    reach = _reach(sources)
    persons = (_person(each, reach) for each in dossier.persons)
    identifiers = (_identifier(each, reach) for each in dossier.identifiers)
    return Selection(
        dossier=dossier,
        sources=sources,
        facts=tuple(
            each for each in dossier.current_facts() if reach.covers(each.report, each.source_reference)
        ),
        persons=tuple(each for each in persons if each is not None),
        identifiers=tuple(each for each in identifiers if each is not None),
        left_out_texts=_left_out_texts(dossier, reach),
        left_out_identifiers=_left_out_identifiers(dossier, reach),
    )


def _consent(source: SourceReport, profile: Profile | None, override: Override | None) -> SourceConsent:
    agrees = reaches(source.consent, profile) and not source.damaged
    return SourceConsent(source, agrees, None if agrees or profile is None else override)


def _reach(sources: tuple[SourceConsent, ...]) -> _Reach:
    return _Reach(
        allowed=_names(each.source for each in sources if each.may_leave),
        known=_names(each.source for each in sources),
        references={str(each.source.id): each.source.reference for each in sources},
    )


def _names(sources: Iterable[SourceReport]) -> frozenset[str]:
    return frozenset(name for each in sources for name in (each.reference, str(each.id)))


def _person(person: DossierPerson, reach: _Reach) -> DossierPerson | None:
    """The person as they may leave: whoever only a source that stays speaks of does not leave at all."""
    if not person.statements:
        return person
    current = [each for each in person.statements if each.current]
    kept = tuple(each for each in current if reach.covers(each.report, each.source_reference))
    if current and not kept:
        return None
    return replace(person, statements=kept, attributes=tuple((each.code, each.text) for each in kept))


def _identifier(each: DossierIdentifier, reach: _Reach) -> DossierIdentifier | None:
    """The identifier as it may leave, written only as sources that may leave wrote it."""
    if not each.findings:
        return _identifier_by_sources(each, reach)
    kept = tuple(finding for finding in each.findings if reach.covers(finding.report))
    if not kept:
        return None
    reports = dict.fromkeys(str(finding.report) for finding in kept if finding.report is not None)
    raws = tuple(dict.fromkeys(finding.raw for finding in kept if finding.raw))
    return replace(
        each, findings=kept, raws=raws, sources=tuple(reach.references[report] for report in reports)
    )


def _identifier_by_sources(each: DossierIdentifier, reach: _Reach) -> DossierIdentifier | None:
    """Without findings nobody knows who wrote which form: all forms stay as soon as one source does."""
    sources = tuple(source for source in each.sources if source in reach.allowed)
    if each.sources and not sources:
        return None
    return replace(each, sources=sources, raws=each.raws if sources == each.sources else ())


def _left_out_texts(dossier: OpenedDossier, reach: _Reach) -> tuple[str, ...]:
    facts = [each for each in dossier.facts if not reach.covers(each.report, each.source_reference)]
    statements = [each for person in dossier.persons for each in person.statements]
    stated = [each.text for each in statements if not reach.covers(each.report, each.source_reference)]
    texts = [*(text for each in facts for text in (each.text, each.passage)), *stated]
    return tuple(dict.fromkeys(text for text in texts if text.strip()))


def _left_out_identifiers(dossier: OpenedDossier, reach: _Reach) -> tuple[str, ...]:
    """Forms of identifiers that stand in a source that stays, and in none that may leave."""
    found: list[str] = []
    for each in dossier.identifiers:
        reports = {str(finding.report) for finding in each.findings if finding.report} or set(each.sources)
        if reports and not reports & reach.allowed:
            found += [each.canonical, *each.raws]
    return tuple(dict.fromkeys(found))
