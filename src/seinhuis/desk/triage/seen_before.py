"""Why a report carries the mark "seen before": which identifiers of it other reports hold too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seinhuis.desk.reports.api import ReportSummary
from seinhuis.desk.triage.labels import THESE_KINDS, kind_label
from seinhuis.desk.vault.api import Viewer, token_counts

# An identifier that so many reports hold is named as common and not counted out: it may well be noise.
COMMON = 100


@dataclass(frozen=True)
class SeenBefore:
    """One kind of identifier that other reports share with this one.

    ``others`` is for the identifier of this kind that most others hold; ``identifiers`` says how many are.
    """

    kind: str
    others: int
    identifiers: int

    def sentence(self) -> str:
        """The reason in words."""
        if self.others > COMMON:
            words = {"kind": THESE_KINDS.get(self.kind, self.kind), "number": COMMON}
            return _("More than %(number)s other reports share %(kind)s: perhaps noise") % words
        if self.identifiers > 1:
            words = {"kind": kind_label(self.kind), "number": self.identifiers, "others": self.others}
            return _("%(kind)s: %(number)s shared, each with at most %(others)s other reports") % words
        sentence = ngettext(
            "%(number)s other report shares %(kind)s", "%(number)s other reports share %(kind)s", self.others
        )
        return sentence % {"kind": THESE_KINDS.get(self.kind, self.kind), "number": self.others}


def seen_before(summaries: Iterable[ReportSummary], *, viewer: Viewer) -> dict[UUID, tuple[SeenBefore, ...]]:
    """The reasons for every one of these reports, by report. Two queries; noise is left out."""
    reports = list(summaries)
    tokens = {found.token for summary in reports for found in summary.identifiers if found.token}
    counts = token_counts(tokens, organisation=viewer.organisation)
    return {summary.id: _reasons(summary, counts) for summary in reports}


def _reasons(summary: ReportSummary, counts: Mapping[bytes, int]) -> tuple[SeenBefore, ...]:
    kinds = {found.token: found.kind for found in summary.identifiers if counts.get(found.token, 0) > 1}
    others: dict[str, list[int]] = {}
    for token, kind in kinds.items():
        others.setdefault(kind, []).append(counts[token] - 1)
    return tuple(SeenBefore(kind, max(numbers), len(numbers)) for kind, numbers in others.items())
