"""Adding a fact that rests on a passage, and letting a fact supersede another."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers.actions.working import Work, begin, typed
from seinhuis.desk.dossiers.contracts import InformationGrade, SourceGrade
from seinhuis.desk.dossiers.happening import NotADay, period
from seinhuis.desk.dossiers.models import Exhibit, Fact
from seinhuis.desk.dossiers.passages import fields_with, find_passage, texts_of
from seinhuis.desk.dossiers.wording import field_name
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.reports.api import open_report
from seinhuis.desk.vault.api import Viewer


class NoSuchPassage(Refused):
    """The passage does not stand where the person says it stands."""


@dataclass(frozen=True)
class NewFact:
    """A fact as it is typed: what, resting on which passage of which report or exhibit, grades, and when."""

    text: str = field(repr=False)
    report: UUID | None = None
    exhibit: UUID | None = None
    passage_field: str = ""
    passage: str = field(default="", repr=False)
    source_grade: SourceGrade = SourceGrade.F
    information_grade: InformationGrade = InformationGrade.CANNOT_BE_JUDGED
    happened_on: str = ""
    happened_text: str = field(default="", repr=False)


@transaction.atomic
def add_fact(dossier_id: UUID, new: NewFact, *, viewer: Viewer, supersedes: UUID | None = None) -> UUID:
    """Record a fact with its source and return its id; an earlier one that it supersedes stays readable.

    Raises NotAllowed, NotFound, Locked, ReportDamaged, NoSuchPassage, Refused for an empty text, a day that
    is none, or an earlier fact that was already followed or withdrawn.
    """
    work = begin(dossier_id, viewer=viewer)
    row = Fact(**work.entry(), number=work.next_number(Fact))
    row.report, row.exhibit = _source(work, new)
    row.supersedes = None if supersedes is None else _superseded(work, supersedes)
    work.seal(row, "sealed_content", _content(work, new))
    row.save(force_insert=True)
    work.journal("dossier.fact_added" if supersedes is None else "dossier.fact_superseded")
    return row.pk


def _content(work: Work, new: NewFact) -> dict[str, str]:
    return {
        "text": typed(new.text, missing=_("Write down the fact.")),
        "passage_field": new.passage_field,
        "passage": _passage(work, new),
        "source_grade": SourceGrade(new.source_grade),
        "information_grade": InformationGrade(new.information_grade),
        "happened_on": _day(new.happened_on.strip()),
        "happened_text": visible(new.happened_text).strip(),
    }


def _source(work: Work, new: NewFact) -> tuple[UUID | None, Exhibit | None]:
    if new.report is not None:
        return work.source_report(new.report), None
    exhibits = Exhibit.objects.filter(dossier=work.dossier, withdrawn_on=None, removed_on=None)
    found = None if new.exhibit is None else exhibits.filter(pk=new.exhibit).first()
    if found is None:
        raise NotFound(_("Choose the report or the exhibit that this fact rests on."))
    return None, found


def _passage(work: Work, new: NewFact) -> str:
    """The passage as it stands in the report; from an exhibit as typed, since no machine reads exhibits."""
    if new.report is None:
        return visible(new.passage).strip()
    texts = texts_of(open_report(new.report, viewer=work.viewer))
    exact = find_passage(new.passage, texts.get(new.passage_field, ""))
    if exact is not None:
        return exact
    raise NoSuchPassage(_wrong_place(new, fields_with(new.passage, texts)))


def _wrong_place(new: NewFact, elsewhere: tuple[str, ...]) -> str:
    if not new.passage.strip():
        return _("Copy the words of the report that this fact rests on.")
    sentence = _("These words do not stand in “%(field)s” of this report.") % {
        "field": field_name(new.passage_field)
    }
    return f"{sentence} {_right_place(elsewhere)}"


def _right_place(elsewhere: tuple[str, ...]) -> str:
    if not elsewhere:
        return _("They stand nowhere in it. Copy them exactly, also where they are misspelt.")
    names = ", ".join(f"“{field_name(each)}”" for each in elsewhere)
    return _("They do stand in: %(fields)s. Choose that field.") % {"fields": names}


def _day(written: str) -> str:
    if not written:
        return ""
    try:
        period(written)
    except NotADay:
        raise Refused(day_sentence()) from None
    return written


def day_sentence() -> str:
    """What to type for a day, a month or a year."""
    return _("Write a date as 2026-05-04, a month as 2026-05 or a year as 2026.")


def _superseded(work: Work, earlier: UUID) -> Fact:
    found = Fact.objects.filter(pk=earlier, dossier=work.dossier).first()
    if found is None:
        raise NotFound(_("There is no such fact in this dossier."))
    if found.withdrawn_on is not None or Fact.objects.filter(supersedes=found).exists():
        raise Refused(_("This fact has already been changed or withdrawn. Look at the dossier as it is now."))
    return found
