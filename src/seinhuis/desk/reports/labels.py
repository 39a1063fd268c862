"""The words for every code that a person chooses or reads on the public pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seinhuis.desk.reports.contracts import CloseReason, Consent, Danger, ReporterKind, State
from seinhuis.desk.reports.signals import Setting

Words = str | Promise

DANGER: dict[str, Words] = {
    Danger.YES: _("Yes, now"),
    Danger.NO: _("No, not at this moment"),
    Danger.UNSURE: _("I am not sure"),
}
REPORTER_KINDS: dict[str, Words] = {
    ReporterKind.CITIZEN: _("I noticed something, for example as a neighbour, parent, friend or passer-by"),
    ReporterKind.YOUNG_PERSON: _("I am a young person and it is about me"),
    ReporterKind.PROFESSIONAL: _("I noticed something at work"),
    ReporterKind.CLIENT: _("I was a client and saw something that worries me"),
    ReporterKind.UNKNOWN: _("I would rather not say"),
}
SECTORS: dict[str, Words] = {
    "hotel": _("Hotel or other lodging"),
    "holiday_park": _("Holiday park or campsite"),
    "school": _("School or training"),
    "care": _("Care, health or youth work"),
    "transport": _("Taxi or other transport"),
    "security": _("Security or enforcement"),
    "other": _("Other work"),
}
SETTINGS: dict[str, Words] = {
    Setting.YOUNG_PERSON: _("With a young person I know"),
    Setting.RECEPTION: _("At a reception desk"),
    Setting.HOUSEKEEPING: _("In rooms, during cleaning or repairs"),
    Setting.SURROUNDINGS: _("In a park or in the neighbourhood"),
    Setting.ONLINE: _("On the internet"),
    Setting.OTHER: _("Somewhere else, or I am not sure"),
}
GENTLE_SETTINGS: dict[str, Words] = {
    Setting.YOUNG_PERSON: _("In my own life: at home, at school, with people I know"),
    Setting.RECEPTION: _("In a hotel or another place to stay"),
    Setting.HOUSEKEEPING: _("In a room or a house"),
    Setting.SURROUNDINGS: _("In a park or in the neighbourhood"),
    Setting.ONLINE: _("On the internet or on my phone"),
    Setting.OTHER: _("Somewhere else, or I would rather not say"),
}
AGE_BANDS: dict[str, Words] = {
    "under_12": _("Younger than 12"),
    "12_15": _("12 to 15"),
    "16_17": _("16 or 17"),
    "18_plus": _("18 or older"),
    "unknown": _("I do not know"),
}
GENTLE_AGE_BANDS: dict[str, Words] = {**AGE_BANDS, "unknown": _("I would rather not say")}
CONSENTS: dict[str, Words] = {
    Consent.POLICE_AND_CARE: _("Yes, to the police and to care"),
    Consent.POLICE: _("Yes, but only to the police"),
    Consent.CARE: _("Yes, but only to care"),
    Consent.NOBODY_YET: _("Not yet. Ask me first"),
}
CONSENT_HELP: dict[str, Words] = {
    Consent.POLICE_AND_CARE: _("We choose who can help best."),
    Consent.POLICE: _("The police can start an investigation."),
    Consent.CARE: _("Care can offer help and safety. It does not do police work."),
    Consent.NOBODY_YET: _(
        "We read your report and talk with you, with your code, before anybody else sees it."
    ),
}
STATES: dict[str, Words] = {
    State.RECEIVED: _("We have received your report. We are going to read it."),
    State.IN_REVIEW: _("We are looking into your report."),
    State.HANDED_OVER: _("We have handed your report over to people who can act on it."),
    State.CLOSED: _("We have finished with your report."),
}
CLOSE_REASONS: dict[str, Words] = {
    CloseReason.NOT_ENOUGH: _(
        "There is not enough yet to go further. That does not mean that you were wrong. "
        "If you notice more, tell us here and we will look again."
    ),
    CloseReason.NOT_OUR_SUBJECT: _(
        "What you told us is about something that we do not work on. It was good to tell."
    ),
    CloseReason.ALREADY_KNOWN: _(
        "We already knew what you told us. Your report confirms it, and that helps."
    ),
    CloseReason.HELP_ARRANGED: _("Help has been arranged."),
    CloseReason.REPORTER_ASKED: _("You asked us to stop, and we did."),
}


def choices(words: dict[str, Words]) -> list[tuple[str, Words]]:
    """The codes and words as a form field wants them."""
    return [(str(code), text) for code, text in words.items()]
