"""The content of a package, in the recipient's language, from what was cleared and signed for."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import OrganisationCard
from seinhuis.desk.handover import labels
from seinhuis.desk.handover.consent import SourceConsent
from seinhuis.desk.handover.contracts import Profile
from seinhuis.desk.handover.leaving import LeavingExhibit
from seinhuis.desk.handover.preparing import Prepared
from seinhuis.desk.kernel import clock
from seinhuis.engine.evidence.contracts import CustodyStep, PackageContent, PackageExhibit, PackageSource

# Traffic Light Protocol 2.0: only inside the recipient's own organisation.
MARKING = "TLP:AMBER+STRICT"


@dataclass(frozen=True)
class Signature:
    """Who signs, as named to the recipient, when, and how the recipient acknowledges."""

    name: str
    role: str
    moment: datetime.datetime
    acknowledge_address: str
    acknowledge_code: str = field(repr=False)


def package_content(
    prepared: Prepared,
    organisation: OrganisationCard,
    signature: Signature,
    load: Callable[[UUID], bytes],
) -> PackageContent:
    """Put the package together; ``load`` reads the bytes of one exhibit.

    Nothing in it has not been cleared.
    """
    draft, leaves = prepared.handover.draft, prepared.leaves
    recipient = prepared.handover.line.recipient
    with translation.override(draft.grounds.language):
        return PackageContent(
            id=str(prepared.handover.line.id),
            reference=prepared.handover.line.reference,
            language=draft.grounds.language,
            title=leaves.title or prepared.handover.line.reference,
            summary=summary(prepared),
            organisation=organisation.name,
            contact=draft.answers.contact,
            recipient="" if recipient is None else recipient.name,
            signed_by=signature.name,
            signed_role=signature.role,
            made_at=timezone.localtime(signature.moment),
            purpose=leaves.answers["purpose"],
            legal_ground=legal_ground(prepared),
            licence_reference=draft.grounds.licence,
            consent_statement=consent_statement(prepared),
            marking=MARKING,
            acknowledge_address=signature.acknowledge_address,
            acknowledge_code=signature.acknowledge_code,
            sources=tuple(_source(each) for each in leaves.sources),
            facts=leaves.facts,
            persons=leaves.persons,
            identifiers=leaves.identifiers,
            exhibits=tuple(_exhibit(each, load(each.id)) for each in leaves.exhibits),
            custody=_custody(prepared, organisation),
        )


def summary(prepared: Prepared) -> str:
    """The cleared summary, then what was answered for this kind of recipient, then what is not known."""
    parts = [prepared.leaves.summary, *_answered(prepared)]
    unknown = [str(labels.NOT_KNOWN[each.need]) for each in prepared.missing if each.waived]
    if unknown:
        parts.append(_("What we do not know or do not have: %(list)s.") % {"list": "; ".join(unknown)})
    return "\n\n".join(part for part in parts if part.strip())


def legal_ground(prepared: Prepared) -> str:
    """The legal ground in words, and what was typed about it."""
    grounds = prepared.handover.draft.grounds
    typed = prepared.leaves.answers["ground_text"]
    if grounds.ground == "other":
        return typed
    named = str(labels.legal_grounds().get(grounds.ground, grounds.ground))
    return f"{named}. {typed}" if typed else named


def consent_statement(prepared: Prepared) -> str:
    """For every source that goes along: whether its reporter agreed, and else on which ground it goes."""
    if not prepared.leaves.sources:
        return _("No report is a source of what is in this package.")
    agreed = [each.source.reference for each in prepared.leaves.sources if each.agrees]
    lines = [_("The reporter agreed: %(reports)s.") % {"reports": ", ".join(agreed)}] if agreed else []
    for each in prepared.leaves.sources:
        if each.override is not None:
            lines.append(
                _(
                    "Passed on without the reporter's agreement: %(report)s. Ground: %(ground)s. A "
                    "colleague was consulted."
                )
                % {"report": each.source.reference, "ground": labels.OVERRIDE_GROUNDS[each.override.ground]}
            )
    return " ".join(lines)


def _answered(prepared: Prepared) -> list[str]:
    answers, cleared = prepared.handover.draft.answers, prepared.leaves.answers
    if prepared.profile is Profile.VEILIG_THUIS:
        return [
            *_reported_by(prepared),
            *_lines(cleared, "worries"),
            _informed(prepared),
            *_lines(cleared, "informed_note"),
        ]
    if prepared.profile is Profile.CARE:
        agrees = labels.PERSON_CONSENTS.get(answers.person_consents)
        said = [_("Consent of the person concerned: %(answer)s.") % {"answer": agrees}] if agrees else []
        return [*_lines(cleared, "need", "reach"), *said]
    return []


def _reported_by(prepared: Prepared) -> list[str]:
    if not prepared.handover.draft.answers.organisation_reports:
        return []
    return [
        _(
            "The tip was anonymous. Our organisation makes this report in its own name and can be called "
            "about it."
        )
    ]


def _informed(prepared: Prepared) -> str:
    answers = prepared.handover.draft.answers
    said = {
        _("Parents informed"): labels.INFORMED_IN_PACKAGE.get(answers.parents_informed),
        _("Child informed"): labels.INFORMED_IN_PACKAGE.get(answers.child_informed),
    }
    return " ".join(f"{who}: {answer}." for who, answer in said.items() if answer)


def _lines(cleared: Mapping[str, str], *names: str) -> list[str]:
    return [f"{labels.ANSWERS[name]}: {cleared[name]}" for name in names if cleared[name]]


def _source(each: SourceConsent) -> PackageSource:
    return PackageSource(each.source.reference, each.source.received_on, each.source.consent)


def _exhibit(each: LeavingExhibit, data: bytes) -> PackageExhibit:
    return PackageExhibit(
        id=str(each.id),
        number=each.number,
        name=each.name,
        media_type=each.media_type,
        sha256=each.sha256,
        data=data,
        description=each.description,
        added_on=datetime.date.fromisoformat(each.added_on),
        added_by=_employee(each.added_by),
    )


def _custody(prepared: Prepared, organisation: OrganisationCard) -> tuple[CustodyStep, ...]:
    """What happened to the material inside the house.

    Colleagues other than the signer are named by a short id.
    """
    dossier, house = prepared.dossier, organisation.name
    steps = [CustodyStep(dossier.opened_on.isoformat(), house, _("opened the dossier"), dossier.reference)]
    for source in prepared.leaves.sources:
        day = source.source.received_on.isoformat()
        steps.append(CustodyStep(day, house, _("received the report"), source.source.reference))
    for each in prepared.leaves.exhibits:
        name = _("exhibit %(number)s") % {"number": each.number}
        steps.append(
            CustodyStep(
                each.added_on, _employee(each.added_by), _("added the file and recorded its SHA-256"), name
            )
        )
    cleared = _("cleared every text in this package of what could point at a reporter")
    steps.append(CustodyStep(clock.today().isoformat(), house, cleared, prepared.handover.line.reference))
    return tuple(sorted(steps, key=lambda step: step.when))


def _employee(person: str) -> str:
    return _("employee %(id)s") % {"id": person.replace("-", "")[:8]}
