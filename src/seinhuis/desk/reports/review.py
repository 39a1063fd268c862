"""The answers as the person reads them back before sending."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from seinhuis.desk.reports import labels
from seinhuis.desk.reports.forms import is_gentle
from seinhuis.desk.reports.signals import SIGNALS
from seinhuis.desk.reports.steps import STEPS
from seinhuis.desk.reports.wording import question

CHOSEN: dict[str, tuple[str, dict[str, labels.Words]]] = {
    "danger": ("danger", labels.DANGER),
    "who": ("reporter_kind", labels.REPORTER_KINDS),
    "sector": ("sector", labels.SECTORS),
    "setting": ("setting", labels.SETTINGS),
    "consent": ("consent", labels.CONSENTS),
}
TYPED: dict[str, tuple[str, ...]] = {
    "story": ("story",),
    "about": ("about",),
    "place": ("where", "when"),
    "online": ("identifiers", "online"),
}


@dataclass(frozen=True)
class ReviewRow:
    """One step with what was answered there; no texts where nothing was."""

    step: str
    name: labels.Words
    texts: tuple[str, ...]


def review_rows(answers: Mapping[str, Any], language: str) -> tuple[ReviewRow, ...]:
    """Every step that this person saw, with the answers in words."""
    gentle = is_gentle(answers)
    return tuple(
        ReviewRow(step.name, question(step.name, gentle=gentle).name, _texts(step.name, answers, language))
        for step in STEPS
        if step.form is not None and step.shown(answers)
    )


def _texts(step: str, answers: Mapping[str, Any], language: str) -> tuple[str, ...]:
    if step == "signals":
        return _noticed(answers, language)
    if step in CHOSEN:
        name, words = CHOSEN[step]
        words = labels.GENTLE_SETTINGS if name == "setting" and is_gentle(answers) else words
        chosen = words.get(answers.get(name, ""))
        return () if chosen is None else (str(chosen),)
    typed = tuple(answers[name] for name in TYPED[step] if answers.get(name))
    return typed + _age(answers) if step == "about" else typed


def _noticed(answers: Mapping[str, Any], language: str) -> tuple[str, ...]:
    gentle = is_gentle(answers)
    texts = [SIGNALS[code].text(language, about_oneself=gentle) for code in answers.get("signals", ())]
    return (
        (*texts, _("I am not sure, but it does not feel right")) if answers.get("not_sure") else tuple(texts)
    )


def _age(answers: Mapping[str, Any]) -> tuple[str, ...]:
    words = labels.GENTLE_AGE_BANDS if is_gentle(answers) else labels.AGE_BANDS
    chosen = words.get(answers.get("age_band", ""))
    return () if chosen is None else (_("Age: %(age)s") % {"age": chosen},)
