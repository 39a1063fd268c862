"""The words for judgements, and sentences about links."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from seinhuis.desk.traces.contracts import Judgement, SharedIdentifier
from seinhuis.desk.triage.api import kind_label

JUDGEMENTS = {
    Judgement.SAME: gettext_lazy("Same matter"),
    Judgement.NOT_SAME: gettext_lazy("Not the same"),
    Judgement.UNSURE: gettext_lazy("Unsure"),
}


def cut_off_sentence(identifier: SharedIdentifier) -> str:
    """Why not every report with this identifier is listed."""
    sentence = _(
        "%(kind)s %(canonical)s stands in %(others)s other reports. Only the newest %(listed)s are looked "
        "at. Is it a hotline, a taxi company or something else that many share? Put it on the noise list."
    )
    return sentence % {
        "kind": kind_label(identifier.kind),
        "canonical": identifier.canonical,
        "others": identifier.others,
        "listed": identifier.listed,
    }


def others_sentence(identifier: SharedIdentifier) -> str:
    """In how many other reports an identifier stands."""
    if not identifier.others:
        return _("in no other report")
    sentence = ngettext("in %(number)s other report", "in %(number)s other reports", identifier.others)
    return sentence % {"number": identifier.others}
