"""The reports of the demo, from `reports.json`: invented, neutral and short."""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from seinhuis.desk.reports.api import Consent, Danger, ReportContent, ReporterKind


@dataclass(frozen=True)
class DemoReport:
    """One report: a key by which the demo's work names it, how many days ago it came in, and where."""

    key: str
    days_ago: int
    organisation: str
    content: ReportContent


def demo_reports() -> tuple[DemoReport, ...]:
    """Every report, oldest first."""
    text = files("seinhuis.site.demo").joinpath("reports.json").read_text(encoding="utf-8")
    return tuple(_report(values) for values in json.loads(text))


def _report(values: dict[str, Any]) -> DemoReport:
    key, days_ago, organisation = (values.pop(name) for name in ("key", "days_ago", "organisation"))
    values["signals"] = tuple(values.get("signals", ()))
    for name, codes in (("reporter_kind", ReporterKind), ("danger", Danger), ("consent", Consent)):
        if name in values:
            values[name] = codes(values[name])
    return DemoReport(key, days_ago, organisation, ReportContent(**values))
