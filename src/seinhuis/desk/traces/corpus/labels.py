"""The words for what the corpus holds: facts, grounds, reasons, kinds."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from seinhuis.desk.traces.corpus.contracts import Ground, Why
from seinhuis.desk.traces.corpus.folding import Bond, Fold
from seinhuis.desk.triage.api import kind_label

GROUNDS: dict[str, Promise] = {
    Ground.REPORT: gettext_lazy("For a report that is open"),
    Ground.DOSSIER: gettext_lazy("For a dossier that is open"),
    Ground.DANGER: gettext_lazy("Somebody may be in danger now"),
    Ground.RECIPIENT: gettext_lazy("A recipient asked for more"),
    Ground.CHECK: gettext_lazy("To check the corpus itself"),
}
VERDICTS: dict[str, Promise] = {
    "same": gettext_lazy("Belong together"),
    "not-same": gettext_lazy("Do not belong together"),
    "unsure": gettext_lazy("Unsure"),
}
WHYS: dict[str, Promise] = {
    Why.ONE_OWNER: gettext_lazy("What they share belongs to one person or one place"),
    Why.DETAILS_FIT: gettext_lazy("Details in both texts fit together"),
    Why.SHARED_BY_MANY: gettext_lazy("What they share belongs to many, such as a company or a hotline"),
    Why.COMMON_TEXT: gettext_lazy("The text is one that many people use"),
    Why.DETAILS_DIFFER: gettext_lazy("Details in the texts contradict each other"),
    Why.TOO_LITTLE: gettext_lazy("There is too little to tell"),
    Why.IN_A_NOTE: gettext_lazy("Another reason; it stands in a note with a report or dossier"),
}
OWN_KINDS: dict[str, Promise] = {
    "domain": gettext_lazy("Website"),
    "text": gettext_lazy("Nearly the same text"),
    "person": gettext_lazy("A judgement"),
    "record": gettext_lazy("Message in the corpus"),
}
FOLDS: dict[Fold, Promise] = {
    Fold.PLACE: gettext_lazy("by place"),
    Fold.MONTH: gettext_lazy("by month"),
}
ELSEWHERE = gettext_lazy("all others")
BONDS: dict[Bond, Promise] = {
    Bond.IDENTIFIER: gettext_lazy("holds it"),
    Bond.TEXT: gettext_lazy("nearly the same text"),
    Bond.SAME: gettext_lazy("a person said: belong together"),
    Bond.NOT_SAME: gettext_lazy("a person said: do not belong together"),
    Bond.UNSURE: gettext_lazy("a person said: unsure"),
}
UNITS: dict[str, Promise] = {
    "signs": gettext_lazy("compared by five signs in a row"),
    "words": gettext_lazy("compared by three words in a row"),
    "nothing": gettext_lazy("too short to compare"),
}


def corpus_kind(kind: str) -> str:
    """A kind of identifier or of link in words."""
    return str(OWN_KINDS[kind]) if kind in OWN_KINDS else kind_label(kind)


def reason_words(reason: str) -> str:
    """A coded reason in words; one that was typed at the command line as it stands."""
    return str(WHYS.get(reason, reason))


def choices(words: Mapping[str, Promise]) -> list[tuple[str, Promise]]:
    """Codes and words as a form field wants them."""
    return [(str(code), said) for code, said in words.items()]


def moment(day: datetime.date | None, month: str) -> str:
    """When a record is from: its day, its month, or that this is not known."""
    if day is not None:
        return date_format(day)
    return _moment(month) if month and month != "unknown" else _("day unknown")


def size_words(facts: Mapping[str, Any]) -> str:
    """How many messages there are, from where and when."""
    records = ngettext("%(n)s message", "%(n)s messages", facts["records"]) % {"n": facts["records"]}
    if not facts["first_seen"]:
        return records
    first, last = _moment(facts["first_seen"]), _moment(facts["last_seen"])
    if first == last:
        return _("%(messages)s, %(day)s") % {"messages": records, "day": first}
    return _("%(messages)s, from %(first)s to %(last)s") % {"messages": records, "first": first, "last": last}


def facts_in_words(facts: Mapping[str, Any]) -> Iterator[str]:
    """What can be counted, one sentence each."""
    yield ngettext("It comes from %(n)s source.", "It comes from %(n)s sources.", facts["sources"]) % {
        "n": facts["sources"]
    }
    if facts["places"]:
        yield ngettext("It names %(n)s place.", "It names %(n)s places.", facts["places"]) % {
            "n": facts["places"]
        }
    if facts["phones"]:
        yield ngettext(
            "There is %(n)s phone number in it.",
            "There are %(n)s different phone numbers in it.",
            facts["phones"],
        ) % {"n": facts["phones"]}
    if facts["new_records"]:
        yield ngettext(
            "%(n)s message was new in the week before the corpus was linked.",
            "%(n)s messages were new in the week before the corpus was linked.",
            facts["new_records"],
        ) % {"n": facts["new_records"]}


def reasons_to_look(facts: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    """The validated indicators that are there: whether it raises, and the sentence."""
    if facts["obscured_records"]:
        yield (
            True,
            ngettext(
                "In %(n)s message the phone number is written so that a machine does not read it.",
                "In %(n)s messages the phone number is written so that a machine does not read it.",
                facts["obscured_records"],
            )
            % {"n": facts["obscured_records"]},
        )
    if facts["movement_records"]:
        yield (
            False,
            ngettext(
                "In %(n)s message words say that somebody is new here or here for a short time.",
                "In %(n)s messages words say that somebody is new here or here for a short time.",
                facts["movement_records"],
            )
            % {"n": facts["movement_records"]},
        )


def weakest_words(facts: Mapping[str, Any]) -> str:
    """The link without which the cluster falls apart; empty when there is none."""
    if not facts.get("weakest_kind"):
        return ""
    what = " ".join(filter(None, (corpus_kind(facts["weakest_kind"]), facts["weakest_value"])))
    return _(
        "Without the weakest link (%(what)s) the cluster falls apart: %(smaller)s and %(larger)s messages."
    ) % {"what": what, "smaller": facts["weakest_smaller"], "larger": facts["weakest_larger"]}


def _moment(value: str) -> str:
    """A day (2026-11-20) or a month (2026-11) as people write it."""
    parts = [int(part) for part in value.split("-")]
    if len(parts) > 2:
        return date_format(datetime.date(*parts[:3]))
    return date_format(datetime.date(parts[0], parts[1], 1), "F Y")
