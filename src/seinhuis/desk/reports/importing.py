"""Importing reports from a file: each batch is sealed and kept as a whole or not at all, and each line once.

A line is recognised by a keyed hash of its id. After a crash the same file is simply imported again: what is
in already is passed over. No passphrase is needed, because reports are sealed to the organisation's public
key.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from seinhuis.desk.accounts.api import OrganisationCard
from seinhuis.desk.journal.api import record_many
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import system_for
from seinhuis.desk.kernel.outbox import announce
from seinhuis.desk.kernel.secrets import secret
from seinhuis.desk.reports import finding, sealed_rows
from seinhuis.desk.reports.content import made_visible
from seinhuis.desk.reports.contracts import ImportResult, ReportContent, ReportsReceived
from seinhuis.desk.reports.import_lines import BadLine, ImportLine, RawLine, parse_line
from seinhuis.desk.reports.models import Report
from seinhuis.desk.vault.api import RecordKey, create_records, index_many
from seinhuis.engine.sealing.symmetric import derive

CHANNEL = "import"
LANGUAGE_UNKNOWN = "und"
FINGERPRINT_BYTES = 16
BYTES_IN_BATCH = 4_000_000
SAME_ID = "another report came in under this id before, with another text or month"
TellBadLine = Callable[[int, str], None]


@dataclass(frozen=True)
class Entry:
    """A good line with the hashes by which it is recognised."""

    number: int
    line: ImportLine
    submission: bytes
    fingerprint: bytes


def import_reports(
    *, organisation: OrganisationCard, lines: Iterable[RawLine], batch: int, tell: TellBadLine
) -> ImportResult:
    """Take in every line that is good and not in yet; ``tell`` hears the number and the trouble of each
    bad one.
    """
    importer = Importer(organisation, tell)
    for chunk in batches(lines, batch):
        importer.take(chunk)
    return ImportResult(importer.imported, importer.known, importer.bad)


def batches(lines: Iterable[RawLine], size: int) -> Iterator[list[RawLine]]:
    """The lines in lists of at most ``size``, and of fewer where they are long, so that memory stays flat."""
    chunk: list[RawLine] = []
    held = 0
    for line in lines:
        chunk.append(line)
        held += len(line.data)
        if len(chunk) == size or held >= BYTES_IN_BATCH:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


class Importer:
    """Takes lines in, a batch at a time, and counts."""

    def __init__(self, organisation: OrganisationCard, tell: TellBadLine) -> None:
        self.organisation = organisation
        self.tell = tell
        self.imported = self.known = self.bad = 0

    def take(self, lines: Iterable[RawLine]) -> None:
        """Seal what is new in one transaction; what was found in it is looked up before, while nobody
        waits.
        """
        fresh = self._fresh(list(self._good(lines)))
        prepared = [sealed_rows.prepare(_content(entry.line)) for entry in fresh]
        try:
            self._keep(fresh, prepared)
        except IntegrityError:
            # Somebody else imported some of these lines in the meantime.
            again = self._fresh(fresh)
            self._keep(again, [each for entry, each in zip(fresh, prepared, strict=True) if entry in again])

    def _good(self, lines: Iterable[RawLine]) -> Iterator[Entry]:
        for raw in lines:
            try:
                line = parse_line(raw, latest=clock.today())
            except BadLine as trouble:
                self._refuse(raw.number, str(trouble))
                continue
            yield _entry(raw.number, line, self.organisation.id)

    def _fresh(self, entries: list[Entry]) -> list[Entry]:
        seen = _fingerprints_of(entries, self.organisation.id)
        fresh = []
        for entry in entries:
            earlier = seen.get(entry.submission)
            if earlier is None:
                seen[entry.submission] = entry.fingerprint
                fresh.append(entry)
            elif earlier == entry.fingerprint:
                self.known += 1
            else:
                self._refuse(entry.number, SAME_ID)
        return fresh

    def _keep(self, entries: list[Entry], prepared: list[sealed_rows.Prepared]) -> None:
        if entries:
            _keep_batch(entries, prepared, self.organisation)
            self.imported += len(entries)

    def _refuse(self, number: int, reason: str) -> None:
        self.bad += 1
        self.tell(number, reason)


@transaction.atomic
def _keep_batch(
    entries: list[Entry], prepared: list[sealed_rows.Prepared], organisation: OrganisationCard
) -> None:
    keys = create_records(
        kind="report", organisation=organisation.id, holders=[organisation.holder], count=len(entries)
    )
    rows = [_row(*each) for each in zip(entries, prepared, keys, strict=True)]
    Report.objects.bulk_create(rows)
    index_many(
        (row.pk, row.organisation, finding.linking(each.found))
        for row, each in zip(rows, prepared, strict=True)
    )
    record_many(actor=system_for(organisation.id), rows=[("report.imported", row.pk) for row in rows])
    announce(
        ReportsReceived(
            reports=" ".join(str(row.pk) for row in rows),
            organisation=str(organisation.id),
            urgencies=" ".join(row.proposed_urgency for row in rows),
        )
    )


def _row(entry: Entry, prepared: sealed_rows.Prepared, key: RecordKey) -> Report:
    row = Report(
        id=key.record,
        organisation=key.organisation,
        submission=entry.submission,
        fingerprint=entry.fingerprint,
        channel=CHANNEL,
        received_on=entry.line.month,
    )
    return sealed_rows.fill_report(row, prepared, key)


def _content(line: ImportLine) -> ReportContent:
    return made_visible(ReportContent(language=LANGUAGE_UNKNOWN, story=line.text))


def _fingerprints_of(entries: list[Entry], organisation: UUID) -> dict[bytes, bytes]:
    wanted = [entry.submission for entry in entries]
    rows = Report.objects.filter(organisation=organisation, submission__in=wanted)
    return {bytes(each): bytes(mark or b"") for each, mark in rows.values_list("submission", "fingerprint")}


def _entry(number: int, line: ImportLine, organisation: UUID) -> Entry:
    # The index key, because it stays as long as the index: with another key the same file would come in
    # twice.
    submission = derive(secret("index"), f"imported line {_digest(line.id)} of {organisation}")
    said = f"{line.month.isoformat()} {line.text}"
    fingerprint = derive(secret("index"), f"imported text {_digest(said)} of {organisation}")
    return Entry(number, line, submission, fingerprint[:FINGERPRINT_BYTES])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
