"""Judging two records of the corpus, and setting aside what is noise; each with a row in the journal."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.traces.contracts import SharedIdentifier
from seinhuis.desk.traces.corpus.access import corpus_folder, reading_corpus
from seinhuis.desk.traces.corpus.contracts import Why
from seinhuis.desk.traces.corpus.pairs import pair_behind, pair_subject
from seinhuis.desk.traces.noise import put_on_list
from seinhuis.desk.vault.api import Viewer

# What the book says as the reason of a line that takes another back.
TAKEN_BACK = "taken_back"


@transaction.atomic
def judge_pair(one: UUID, other: UUID, *, viewer: Viewer, verdict: str, why: Why) -> None:
    """Say what a person thinks of two records; it counts from the next `seinhuis link`.

    The book is a file outside the database and is not sealed: it gets the opaque id of the person and a code.
    It is written last, so that no judgement stands there without its row in the journal. Raises NotAllowed,
    NotFound, Refused.
    """
    from seinhuis.engine.linkage.corpus import judgements
    from seinhuis.engine.linkage.verdicts import Judgement, Verdict

    with reading_corpus():
        folder, names = pair_behind(one, other, viewer=viewer)
        said = Judgement(*names, Verdict(verdict), viewer.actor.id, clock.today(), str(why))
        journal(
            actor=viewer.actor, action="corpus.judged", subject=pair_subject(names, viewer), ground=verdict
        )
        judgements.judge(folder, said)


@transaction.atomic
def take_back_judgement(one: UUID, other: UUID, *, viewer: Viewer) -> None:
    """Take back what stands for two records. Raises NotAllowed, NotFound, Refused when nothing stands."""
    from seinhuis.engine.linkage.corpus import judgements
    from seinhuis.engine.linkage.corpus.errors import BadInput
    from seinhuis.engine.linkage.verdicts import Judgement, Verdict

    with reading_corpus():
        folder, names = pair_behind(one, other, viewer=viewer)
        said = Judgement(*names, Verdict.UNSURE, viewer.actor.id, clock.today(), TAKEN_BACK)
        journal(actor=viewer.actor, action="corpus.judgement_undone", subject=pair_subject(names, viewer))
        try:
            judgements.take_back(folder, said)
        except BadInput:
            raise Refused(
                _("No judgement stands for these two messages. There is nothing to undo.")
            ) from None


@transaction.atomic
def set_aside(found: SharedIdentifier, *, viewer: Viewer, reason: str) -> UUID:
    """Fold an identifier or a message away on the board; returns its entry on the noise list.

    Nothing is deleted and no link changes. ``found``: from `corpus.setting_aside`. Raises NotAllowed,
    NotFound, Refused without a reason or when it is on the list already.
    """
    corpus_folder(viewer)
    entry = put_on_list(found, reason, viewer=viewer, corpus=True)
    journal(actor=viewer.actor, action="corpus.noise_added", subject=entry, ground=found.kind)
    return entry
