"""The content of a report: its texts made safe to keep, and as JSON for the seal and for a half-finished
form.
"""

from dataclasses import asdict, replace
from enum import StrEnum
from typing import Any, TypeVar

from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.reports.contracts import Consent, Danger, ReportContent, ReporterKind

CONTENT_VERSION = 1
CODES: dict[str, tuple[type[StrEnum], StrEnum]] = {
    "reporter_kind": (ReporterKind, ReporterKind.UNKNOWN),
    "danger": (Danger, Danger.UNSURE),
    "consent": (Consent, Consent.NOBODY_YET),
}
TEXT_FIELDS = ("story", "about", "where", "when", "online", "identifiers")
FIELDS = frozenset(ReportContent.__dataclass_fields__)
Code = TypeVar("Code", bound=StrEnum)


def made_visible(content: ReportContent) -> ReportContent:
    """The content with control signs and broken halves of signs in its texts made visible; doing it twice
    is fine.
    """
    texts: dict[str, Any] = {name: visible(getattr(content, name)) for name in TEXT_FIELDS}
    return replace(content, **texts)


def content_to_json(content: ReportContent) -> dict[str, Any]:
    """The content as a JSON object with its version."""
    return {"version": CONTENT_VERSION, **asdict(content), "signals": list(content.signals)}


def content_from_json(values: dict[str, Any]) -> ReportContent:
    """Rebuild a content from an object that may lack answers; what was not answered keeps its default."""
    answers = {name: value for name, value in values.items() if name in FIELDS and value not in ("", None)}
    for name, (codes, unanswered) in CODES.items():
        answers[name] = _code(codes, answers.get(name), unanswered)
    answers["signals"] = tuple(answers.get("signals", ()))
    return ReportContent(**answers)


def _code(codes: type[StrEnum], value: Any, unanswered: StrEnum) -> StrEnum:
    return unanswered if value is None else codes(value)
