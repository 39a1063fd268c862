"""Notes of colleagues: sealed with a record of the item's own, which exists from its first note on."""

from uuid import UUID, uuid4

from seinhuis.desk.accounts.api import organisation_card
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.triage.contracts import NotePurpose, TriageNote
from seinhuis.desk.triage.models import Note, QueueItem
from seinhuis.desk.vault.api import RecordKey, Viewer, create_record, open_sound_records
from seinhuis.engine.sealing.errors import SealingError

TABLE = Note._meta.db_table
COLUMN = "sealed_text"


def keep_note(item: QueueItem, text: str, *, purpose: NotePurpose, viewer: Viewer) -> UUID | None:
    """Seal a note with an item whose row the caller has locked; an empty text is no note and gives None."""
    typed = visible(text).strip()
    if not typed:
        return None
    key = _key_of(item, viewer)
    number = uuid4()
    Note.objects.create(
        id=number,
        item=item,
        number=item.notes.count() + 1,
        author=viewer.actor.id,
        day=clock.today(),
        purpose=purpose,
        record=key.record,
        sealed_text=key.seal_text(typed, table=TABLE, row=number, column=COLUMN),
    )
    return number


def open_notes(report: UUID, *, viewer: Viewer) -> tuple[TriageNote, ...]:
    """The notes with one item, oldest first; one that does not open stands there as damaged."""
    rows = list(Note.objects.filter(item=report, item__organisation=viewer.organisation).order_by("number"))
    keys = open_sound_records({row.record for row in rows}, viewer=viewer)
    return tuple(_open(row, keys.get(row.record)) for row in rows)


def _key_of(item: QueueItem, viewer: Viewer) -> RecordKey:
    """The key of the item's notes; a new record where there is none or the old one no longer opens."""
    if item.record is not None:
        opened = open_sound_records({item.record}, viewer=viewer).get(item.record)
        if opened is not None:
            return opened
    holder = organisation_card(item.organisation).holder
    made = create_record(kind="triage", organisation=item.organisation, holders=[holder])
    QueueItem.objects.filter(pk=item.pk).update(record=made.record)
    return made


def _open(row: Note, key: RecordKey | None) -> TriageNote:
    purpose = NotePurpose(row.purpose)
    try:
        if key is None:
            raise SealingError("The grant to this note does not open.")
        text = key.open_text(row.sealed_text, table=TABLE, row=row.pk, column=COLUMN)
    except SealingError:
        return TriageNote(row.pk, row.author, row.day, purpose, damaged=True)
    return TriageNote(row.pk, row.author, row.day, purpose, text)
