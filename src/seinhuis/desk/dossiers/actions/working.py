"""How every action begins: the right, the locked dossier, its open key."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Max, Model
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers.contracts import DossierState
from seinhuis.desk.dossiers.models import Dossier, Source
from seinhuis.desk.dossiers.sealed_rows import fill
from seinhuis.desk.dossiers.selectors import WORKERS, dossier_key, dossier_of
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.vault.api import RecordKey, Viewer


@dataclass(frozen=True)
class Work:
    """A dossier that somebody is changing: locked until the transaction ends, its key open."""

    dossier: Dossier
    key: RecordKey
    viewer: Viewer

    def entry(self, number: UUID | None = None) -> dict[str, Any]:
        """The columns that every new entry has."""
        return {
            "id": number or uuid4(),
            "dossier": self.dossier,
            "recorded_on": clock.today(),
            "recorded_by": self.viewer.actor.id,
        }

    def seal(self, row: Model, column: str, value: Any) -> None:
        """Seal a value into a column of a row of this dossier."""
        fill(row, column, value, self.key)

    def journal(self, action: str, *, subject: UUID | None = None, ground: str | None = None) -> None:
        """Write down what was done, to the dossier where nothing smaller is named."""
        journal(actor=self.viewer.actor, action=action, subject=subject or self.dossier.pk, ground=ground)

    def next_number(self, table: type[Model]) -> int:
        """The next number in this dossier; the lock on the dossier keeps two people from getting the same."""
        highest = table._default_manager.filter(dossier=self.dossier).aggregate(highest=Max("number"))
        return int(highest["highest"] or 0) + 1

    def source_report(self, report: UUID) -> UUID:
        """A report that is a source of this dossier. Raises NotFound."""
        if not Source.objects.filter(dossier=self.dossier, report=report, withdrawn_on=None).exists():
            raise NotFound(_("This report is not a source of this dossier."))
        return report


def begin(dossier_id: UUID, *, viewer: Viewer, also_closed: bool = False) -> Work:
    """Start changing a dossier inside the caller's transaction.

    Raises NotAllowed, NotFound, Locked, DossierDamaged, Refused when it is closed.
    """
    require(viewer.actor, *WORKERS)
    row = dossier_of(dossier_id, viewer=viewer, lock=True)
    if row.state == DossierState.CLOSED and not also_closed:
        raise Refused(_("This dossier is closed. Open it again before you change it."))
    return Work(row, dossier_key(row, viewer=viewer), viewer)


def typed(text: str, *, missing: str) -> str:
    """What was typed, made visible and trimmed. Raises Refused with ``missing`` when nothing is left."""
    clean = visible(text).strip()
    if not clean:
        raise Refused(missing)
    return clean
