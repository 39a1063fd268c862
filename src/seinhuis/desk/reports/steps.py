"""The order of the pages, and which page comes before and after which; pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from seinhuis.desk.reports import forms
from seinhuis.desk.reports.contracts import Danger, ReporterKind

Answers = Mapping[str, Any]


def _always(answers: Answers) -> bool:
    return True


def _in_danger(answers: Answers) -> bool:
    return answers.get("danger") == Danger.YES


def _at_work(answers: Answers) -> bool:
    return answers.get("reporter_kind") == ReporterKind.PROFESSIONAL


@dataclass(frozen=True)
class Step:
    """One page. ``number`` is what people count: a page that only some see shares the number before it."""

    name: str
    number: int
    form: type[forms.StepForm] | None
    shown: Callable[[Answers], bool] = _always


STEPS: tuple[Step, ...] = (
    Step("danger", 1, forms.DangerForm),
    Step("danger_now", 1, None, _in_danger),
    Step("who", 2, forms.WhoForm),
    Step("sector", 2, forms.SectorForm, _at_work),
    Step("setting", 3, forms.SettingForm),
    Step("signals", 4, forms.SignalsForm),
    Step("story", 5, forms.StoryForm),
    Step("about", 6, forms.AboutForm),
    Step("place", 7, forms.PlaceForm),
    Step("online", 8, forms.OnlineForm),
    Step("consent", 9, forms.ConsentForm),
    Step("review", 10, None),
)
FIRST, REVIEW = STEPS[0], STEPS[-1]
LAST_NUMBER = REVIEW.number
_BY_NAME = {step.name: step for step in STEPS}


def step_named(name: str) -> Step:
    """The step with this name; the first one for a name that does not exist."""
    return _BY_NAME.get(name, FIRST)


def told(answers: Answers) -> dict[str, Any]:
    """The answers without those of a page that no longer shows: nobody sends what they cannot review."""
    hidden = {
        name
        for step in STEPS
        if step.form is not None and not step.shown(answers)
        for name in step.form.base_fields
    }
    return {name: value for name, value in answers.items() if name not in hidden}


def after(step: Step, answers: Answers) -> Step:
    """The next page that this person sees; the last page stays itself."""
    later = (each for each in STEPS[STEPS.index(step) + 1 :] if each.shown(answers))
    return next(later, step)


def before(step: Step, answers: Answers) -> Step:
    """The page before; the first page stays itself."""
    earlier = (each for each in reversed(STEPS[: STEPS.index(step)]) if each.shown(answers))
    return next(earlier, step)


def after_change(step: Step, answers: Answers) -> Step:
    """Where somebody goes who came from the review page to change one answer: to a page that the change
    opens, or back.
    """
    following = after(step, answers)
    opened = following.number == step.number and following.shown is not _always
    return following if opened else REVIEW
