"""A draft together with its dossier: what would leave now, what is missing, and which steps are done."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import translation

from seinhuis.desk.dossiers.api import DossierIdentifier, OpenedDossier, PersonRole, open_dossier
from seinhuis.desk.handover.clearing import Clearing, clear, current
from seinhuis.desk.handover.consent import Selection, select
from seinhuis.desk.handover.contracts import HandoverState, Profile, Step
from seinhuis.desk.handover.draft import to_json
from seinhuis.desk.handover.leaving import Leaving, leaving
from seinhuis.desk.handover.pointing_words import Hint
from seinhuis.desk.handover.proposals import Known, Proposal, propose
from seinhuis.desk.handover.selectors import OpenedHandover, open_handover
from seinhuis.desk.handover.sufficiency import Missing, blocking, missing
from seinhuis.desk.handover.texts import LeavingText, TextKind, leaving_texts
from seinhuis.desk.vault.api import Viewer


@dataclass(frozen=True)
class Prepared:
    """A handover, its dossier, and what follows from both. ``expected`` takes undecided texts as kept."""

    handover: OpenedHandover
    dossier: OpenedDossier = field(repr=False)
    selection: Selection = field(repr=False)
    texts: tuple[LeavingText, ...] = field(repr=False)
    clearing: Clearing = field(repr=False)
    leaves: Leaving = field(repr=False)
    expected: Leaving = field(repr=False)
    known: Known = field(repr=False)

    @property
    def profile(self) -> Profile | None:
        """The recipient's profile, or None."""
        return self.handover.profile

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What the recipient needs and would not get; nothing can be said before there is a recipient."""
        if self.profile is None:
            return ()
        return missing(self.profile, self.expected, self.handover.draft.answers)

    @property
    def digest(self) -> str:
        """SHA-256 over all that a signer sees: what leaves, to whom, why and with which answers."""
        recipient = self.handover.line.recipient
        draft = self.handover.draft
        seen = [
            self.leaves.digest,
            None if recipient is None else [str(recipient.id), recipient.age_recipient],
            to_json(draft.answers),
            to_json(draft.grounds),
            to_json(draft.overrides),
        ]
        return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()

    def proposals(self, text: LeavingText) -> tuple[Proposal, ...]:
        """What a person should look at in one text."""
        if text.kind is TextKind.FILE:
            return (Proposal(0, len(text.text), Hint.FILE),)
        return propose(text.text, self.known)

    def decided(self, text: LeavingText) -> bool:
        """Whether the text has a decision that still holds."""
        return current(text, self.handover.draft.clearing) is not None

    def done(self, step: Step) -> bool:
        """Whether a step needs nothing more."""
        return _DONE[step](self)


def prepare(handover_id: UUID, *, viewer: Viewer) -> Prepared:
    """Open a handover with its dossier.

    Raises NotAllowed, NotFound, Locked, HandoverDamaged, DossierDamaged.
    """
    handover = open_handover(handover_id, viewer=viewer)
    # Names that the dossier itself makes ("exhibit 1") go along, so they are in the language of the package.
    with translation.override(handover.draft.grounds.language):
        dossier = open_dossier(handover.line.dossier, viewer=viewer)
    return combine(handover, dossier)


def combine(handover: OpenedHandover, dossier: OpenedDossier) -> Prepared:
    """What follows from a draft and a dossier; pure."""
    draft = handover.draft
    selection = select(dossier, handover.profile, draft.overrides)
    texts = leaving_texts(selection, draft.answers, draft.grounds)
    clearing = clear(texts, draft.clearing)
    return Prepared(
        handover=handover,
        dossier=dossier,
        selection=selection,
        texts=texts,
        clearing=clearing,
        leaves=leaving(selection, clearing),
        expected=leaving(selection, clear(texts, draft.clearing, as_if_kept=True)),
        known=_known(selection),
    )


def _known(selection: Selection) -> Known:
    """A witness may be the reporter, so what is theirs counts as the reporter's own."""
    witnesses = {person.id for person in selection.dossier.persons if person.role == PersonRole.WITNESS}
    own = [each for each in selection.dossier.identifiers if each.person in witnesses]
    contacts = [text for each in own for text in _forms(each)]
    contacts += [
        text
        for person in selection.dossier.persons
        if person.role == PersonRole.WITNESS
        for code, text in person.attributes
        if code in ("name", "nickname", "contact", "residence")
    ]
    return Known(tuple(contacts), selection.left_out_texts, selection.left_out_identifiers)


def _forms(each: DossierIdentifier) -> tuple[str, ...]:
    # An account is also written without the name of its platform.
    return (each.canonical, each.canonical.partition(":")[2], *each.raws)


def _recipient_done(prepared: Prepared) -> bool:
    recipient = prepared.handover.line.recipient
    if recipient is None or recipient.damaged or recipient.confirmation_damaged:
        return False
    return recipient.active and recipient.confirmed_on is not None


def _grounds_done(prepared: Prepared) -> bool:
    grounds = prepared.handover.draft.grounds
    return bool(
        grounds.purpose.strip()
        and grounds.ground
        and (grounds.ground != "other" or grounds.ground_text.strip())
    )


_DONE: dict[Step, Callable[[Prepared], bool]] = {
    Step.RECIPIENT: _recipient_done,
    Step.CHECK: lambda prepared: prepared.profile is not None and not blocking(prepared.missing),
    Step.GROUNDS: _grounds_done,
    Step.CONSENT: lambda prepared: prepared.profile is not None,
    Step.CLEARING: lambda prepared: bool(prepared.texts) and prepared.clearing.complete,
    Step.SIGN: lambda prepared: prepared.handover.line.state is not HandoverState.DRAFT,
}
