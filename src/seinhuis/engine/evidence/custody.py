"""The chain of custody: the steps that were given, then that somebody stood for it and signed."""

import csv
import io

from seinhuis.engine.evidence.contracts import CustodyStep, PackageContent
from seinhuis.engine.evidence.texts import csv_cell
from seinhuis.engine.evidence.wording import Wording


def custody_steps(content: PackageContent, wording: Wording, fingerprint: str) -> tuple[CustodyStep, ...]:
    """All steps in order; the last one is the signing of this package."""
    who = f"{content.signed_by} ({content.signed_role}), {content.organisation}"
    signed = wording.text("custody", "signed", fingerprint=fingerprint)
    return (*content.custody, CustodyStep(content.made_at.isoformat(), who, signed, content.reference))


def custody_csv(steps: tuple[CustodyStep, ...], wording: Wording) -> bytes:
    """The steps as CSV (RFC 4180, UTF-8) that a spreadsheet can open without running anything."""
    target = io.StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(wording.section("custody")["header"])
    for number, step in enumerate(steps, start=1):
        writer.writerow([number, *map(csv_cell, (step.when, step.who, step.action, step.subject))])
    return target.getvalue().encode("utf-8")
