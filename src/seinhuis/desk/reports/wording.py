"""What each step of the form asks, and how it asks a young person who reports for themselves."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from seinhuis.desk.reports.labels import Words


@dataclass(frozen=True)
class Question:
    """The question of one page, sentences below it, and its short name on the review page."""

    heading: Words
    name: Words
    help: tuple[Words, ...] = ()


QUESTIONS: dict[str, Question] = {
    "danger": Question(
        _("Is somebody in danger right now?"),
        _("Danger now"),
        (_("That may also be you."),),
    ),
    "danger_now": Question(_("Call 112 first"), _("Danger now")),
    "who": Question(
        _("Who are you?"),
        _("Who you are"),
        (_("You do not have to give your name. We do not keep where you are or which phone you use."),),
    ),
    "sector": Question(_("Where do you work?"), _("Your work")),
    "setting": Question(_("Where did you notice it?"), _("Where you noticed it")),
    "signals": Question(
        _("What did you notice?"),
        _("What you noticed"),
        (_("Tick what fits. One thing is enough. You do not have to prove anything."),),
    ),
    "story": Question(
        _("What would you like to tell?"),
        _("Your story"),
        (_("In your own words and in any language. Short is fine, and spelling does not matter."),),
    ),
    "about": Question(
        _("Who is it about?"),
        _("Who it is about"),
        (_("Only what you know and want to tell. You can also leave this empty."),),
    ),
    "place": Question(
        _("Where and when was it?"),
        _("Where and when"),
        (_("Roughly is fine: “Friday night”, “room 12”, “near the station”."),),
    ),
    "online": Question(
        _("Do you have a number, an account or a place on the internet?"),
        _("Numbers and internet"),
        (_("Just as you have it. We sort it out."),),
    ),
    "consent": Question(
        _("May we pass your report on?"),
        _("Passing on"),
        (
            _(
                "We read your report first. You choose who else may see it, and you can change your mind "
                "later."
            ),
            _(
                "Is a child in serious danger? Then we may have to pass on what is needed, even without your "
                "permission. We write down why we did it."
            ),
        ),
    ),
    "review": Question(
        _("Is this right?"),
        _("Your answers"),
        (_("Nothing has been sent yet. You can still change everything."),),
    ),
}
GENTLE: dict[str, Question] = {
    "setting": Question(
        _("Where does it happen?"),
        _("Where it happens"),
        (_("It is good that you are here. You can skip every question."),),
    ),
    "signals": Question(
        _("What is going on?"),
        _("What is going on"),
        (_("Tick what fits, or nothing at all. None of this is your fault."),),
    ),
    "story": Question(
        _("What would you like to tell?"),
        _("Your story"),
        (_("As much or as little as you like, in your own words. You can stop at any moment."),),
    ),
    "about": Question(
        _("Would you like to tell something about yourself?"),
        _("About you"),
        (_("You do not have to. It helps us to find help that suits you."),),
    ),
    "place": Question(
        _("Where and when does it happen?"),
        _("Where and when"),
        (_("Roughly is fine. Skip it if you would rather not say."),),
    ),
    "online": Question(
        _("Do you have a number or an account of the other person?"),
        _("Numbers and internet"),
        (_("Just as you have it. You do not have to look anything up."),),
    ),
    "consent": Question(
        _("Who may help you?"),
        _("Passing on"),
        (
            _(
                "We read first what you wrote. You choose who else may see it, and you can change your mind "
                "later."
            ),
            _(
                "Are you in serious danger? Then we may have to tell somebody who can protect you. "
                "If we can, we talk with you about it first."
            ),
        ),
    ),
}


def question(step: str, *, gentle: bool) -> Question:
    """The question of one step, in gentler words for a young person."""
    return GENTLE.get(step, QUESTIONS[step]) if gentle else QUESTIONS[step]
