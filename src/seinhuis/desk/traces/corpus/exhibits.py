"""A message of the corpus as a file for a dossier: the text, and where it came from."""

import hashlib
import re
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.traces.corpus.access import corpus_folder, reading_corpus, record_behind, subject_of
from seinhuis.desk.traces.corpus.labels import moment
from seinhuis.desk.vault.api import Viewer
from seinhuis.engine.linkage.browsing import Record, records_of

LONGEST_NAME = 60


@dataclass(frozen=True)
class CorpusExhibit:
    """A plain text file, the name it gets, and one sentence about it."""

    name: str = field(repr=False)
    data: bytes = field(repr=False)
    description: str = field(repr=False)


def check_corpus_record(address: UUID, *, viewer: Viewer) -> None:
    """Say whether there is such a message for this viewer. Raises NotAllowed, NotFound, Refused."""
    folder = corpus_folder(viewer)
    with reading_corpus():
        record_behind(folder, address, organisation=viewer.organisation)


@transaction.atomic
def corpus_exhibit(address: UUID, *, viewer: Viewer) -> CorpusExhibit:
    """A message of the corpus as a file; that it was taken is written to the journal.

    Raises NotAllowed, NotFound, Refused.
    """
    folder = corpus_folder(viewer)
    with reading_corpus():
        name = record_behind(folder, address, organisation=viewer.organisation)
        record = records_of(folder, [name]).get(name)
    if record is None:
        raise NotFound(_("This message has been removed from the corpus."))
    journal(
        actor=viewer.actor,
        action="corpus.record_taken",
        subject=subject_of(viewer.organisation, "record", name),
    )
    return CorpusExhibit(
        re.sub(r"[^A-Za-z0-9._-]+", "-", name)[:LONGEST_NAME] + ".txt",
        _file(record).encode(),
        _("Message %(name)s from the corpus, source %(source)s")
        % {"name": visible(record.record), "source": visible(record.source)},
    )


def _file(record: Record) -> str:
    head = "\n".join(f"{label}: {visible(value)}" for label, value in _provenance(record) if value)
    said = visible(record.text)
    changed = _("Signs that cannot be seen are written as marks.") if said != record.text else ""
    title = _("A message from the corpus, taken on %(day)s") % {"day": date_format(clock.today())}
    return "\n\n".join(filter(None, (title, head, changed, _("The text as it stood:"), said))) + "\n"


def _provenance(record: Record) -> list[tuple[str, str]]:
    came = record.provenance
    return [
        (_("Name in the corpus"), record.record),
        (_("Source"), record.source),
        (_("When"), moment(record.day, record.month)),
        (_("Place"), record.place or ""),
        (_("Author, as given"), record.author or ""),
        (_("Address where it stood"), record.url or ""),
        (_("File"), came.name),
        (_("Line in the file"), str(came.line)),
        (_("SHA-256 of the file"), came.sha256),
        (_("SHA-256 of the text"), hashlib.sha256(record.text.encode()).hexdigest()),
        (_("Added to the corpus"), " ".join(filter(None, (came.on, came.by)))),
        (_("Legal ground"), came.legal_ground or _("None was given")),
    ]
