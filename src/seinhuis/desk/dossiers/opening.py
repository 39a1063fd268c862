"""From sealed rows to what a viewer reads; a damaged envelope hides its own place and nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from seinhuis.desk.dossiers import contracts, models
from seinhuis.desk.dossiers.sealed_rows import open_column
from seinhuis.desk.dossiers.wording import damaged_sentence
from seinhuis.desk.reports.api import Consent, ReportSummary, reference
from seinhuis.desk.vault.api import RecordKey
from seinhuis.engine.sealing.errors import SealingError

T = TypeVar("T")


def fact(row: models.Fact, key: RecordKey, successor: UUID | None, source_reference: str) -> contracts.Fact:
    """One fact; damaged when its envelope does not open."""
    shell = contracts.Fact(
        id=row.pk,
        number=row.number,
        text=damaged_sentence(),
        report=row.report,
        exhibit=row.exhibit_id,
        source_reference=source_reference,
        recorded_on=row.recorded_on,
        recorded_by=row.recorded_by,
        supersedes=row.supersedes_id,
        superseded_by=successor,
        withdrawn=withdrawal(row, key),
        damaged=True,
    )
    return _opened(shell, lambda: _with_content(shell, open_column(row, "sealed_content", key)))


def statement(row: models.Statement, key: RecordKey, successor: UUID | None) -> contracts.Statement:
    """One stated attribute; damaged when its envelope does not open."""
    shell = contracts.Statement(
        id=row.pk,
        code="",
        text=damaged_sentence(),
        recorded_on=row.recorded_on,
        recorded_by=row.recorded_by,
        supersedes=row.supersedes_id,
        superseded_by=successor,
        withdrawn=withdrawal(row, key),
        damaged=True,
    )
    return _opened(shell, lambda: _stated(shell, open_column(row, "sealed_content", key)))


def person(
    row: models.Person, key: RecordKey, statements: Iterable[contracts.Statement]
) -> contracts.DossierPerson:
    """A person with everything stated about them."""
    stated = tuple(statements)
    return contracts.DossierPerson(
        id=row.pk,
        number=row.number,
        role=contracts.PersonRole(row.role),
        attributes=tuple((each.code, each.text) for each in stated if each.current and not each.damaged),
        statements=stated,
        recorded_on=row.recorded_on,
        recorded_by=row.recorded_by,
        withdrawn=withdrawal(row, key),
    )


def identifier(
    row: models.Identifier, key: RecordKey, successor: UUID | None = None
) -> contracts.DossierIdentifier:
    """One identifier; damaged when its envelope does not open."""
    shell = contracts.DossierIdentifier(
        id=row.pk,
        kind="",
        canonical=damaged_sentence(),
        person=row.person_id,
        recorded_on=row.recorded_on,
        recorded_by=row.recorded_by,
        supersedes=row.supersedes_id,
        superseded_by=successor,
        withdrawn=withdrawal(row, key),
        damaged=True,
    )
    return _opened(shell, lambda: _identified(shell, open_column(row, "sealed_content", key)))


def exhibit(row: models.Exhibit, key: RecordKey) -> contracts.Exhibit:
    """What is known about a file, not the file itself; damaged when its envelope does not open."""
    shell = contracts.Exhibit(
        id=row.pk,
        number=row.number,
        name=damaged_sentence(),
        added_on=row.recorded_on,
        added_by=row.recorded_by,
        withdrawn=withdrawal(row, key),
        removed=_removal(row, key),
        damaged=True,
    )
    return _opened(shell, lambda: replace(shell, damaged=False, **open_column(row, "sealed_content", key)))


def note(row: models.Note, key: RecordKey) -> contracts.DossierNote:
    """One note."""
    shell = contracts.DossierNote(row.pk, damaged_sentence(), row.recorded_on, row.recorded_by, damaged=True)
    return _opened(shell, lambda: replace(shell, damaged=False, text=open_column(row, "sealed_text", key)))


def head(row: models.Heading, key: RecordKey) -> contracts.HeadVersion:
    """Title and summary as they stood from a day on."""
    shell = contracts.HeadVersion(
        row.number, damaged_sentence(), "", row.recorded_on, row.recorded_by, damaged=True
    )
    return _opened(shell, lambda: replace(shell, damaged=False, **open_column(row, "sealed_content", key)))


def source(row: models.Source, key: RecordKey, summary: ReportSummary | None) -> contracts.SourceReport:
    """A report as a source, with the consent that the report itself holds now."""
    shell = contracts.SourceReport(
        id=row.report,
        reference=reference(row.report),
        received_on=contracts.NO_DAY,
        channel="",
        consent=Consent.NOBODY_YET,
        headline=damaged_sentence(),
        damaged=True,
        added_on=row.recorded_on,
        added_by=row.recorded_by,
        entry=row.pk,
        withdrawn=withdrawal(row, key),
    )
    if summary is None:
        return shell
    known = replace(
        shell, received_on=summary.received_on, channel=summary.channel, headline=summary.headline
    )
    return known if summary.damaged else replace(known, consent=summary.consent, damaged=False)


def withdrawal(row: models.Withdrawable, key: RecordKey) -> contracts.Withdrawal | None:
    """That and why an entry was withdrawn, or None."""
    if row.withdrawn_on is None:
        return None
    reason = _text_or_sentence(row, "sealed_withdrawal", key)
    return contracts.Withdrawal(row.withdrawn_on, row.withdrawn_by, reason)


def _removal(row: models.Exhibit, key: RecordKey) -> contracts.Removal | None:
    if row.removed_on is None:
        return None
    reason = _text_or_sentence(row, "sealed_removal", key)
    return contracts.Removal(row.removed_on, row.removed_by, contracts.Referral(row.referral), reason)


def _text_or_sentence(row: models.Withdrawable, column: str, key: RecordKey) -> str:
    return _opened(damaged_sentence(), lambda: str(open_column(row, column, key)))


def _with_content(shell: contracts.Fact, content: dict[str, Any]) -> contracts.Fact:
    return replace(
        shell,
        **{
            **content,
            "source_grade": contracts.SourceGrade(content["source_grade"]),
            "information_grade": contracts.InformationGrade(content["information_grade"]),
            "damaged": False,
        },
    )


def _stated(shell: contracts.Statement, content: dict[str, Any]) -> contracts.Statement:
    report = _uuid(content["report"])
    return replace(
        shell,
        code=content["code"],
        text=content["text"],
        report=report,
        source_reference="" if report is None else reference(report),
        damaged=False,
    )


def _identified(shell: contracts.DossierIdentifier, content: dict[str, Any]) -> contracts.DossierIdentifier:
    findings = tuple(contracts.Finding(raw, _uuid(report), name) for raw, report, name in content["findings"])
    reports = dict.fromkeys(each.report for each in findings if each.report is not None)
    return replace(
        shell,
        kind=content["kind"],
        canonical=content["canonical"],
        findings=findings,
        raws=tuple(dict.fromkeys(each.raw for each in findings)),
        sources=tuple(reference(each) for each in reports),
        damaged=False,
    )


def _opened(shell: T, opening: Callable[[], T]) -> T:
    try:
        return opening()
    except SealingError:
        return shell


def _uuid(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
