"""The words of the desk for every code that the triage shows or lets a person choose."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seinhuis.desk.reports.api import CloseReason, Consent, Danger, ReporterKind, State, Urgency
from seinhuis.desk.triage.contracts import FollowUpCode, ItemState, NotePurpose

Words = str | Promise

URGENCIES: dict[str, Words] = {
    Urgency.U0: _("U0: danger now"),
    Urgency.U1: _("U1: today"),
    Urgency.U2: _("U2: within five working days"),
    Urgency.U3: _("U3: enrich with the reporter"),
}
ITEM_STATES: dict[str, Words] = {
    ItemState.OPEN: _("In the queue"),
    ItemState.JOINED: _("Joined to another report"),
    ItemState.CLOSED: _("Closed"),
    ItemState.HANDED_OVER: _("Handed over"),
}
REPORT_STATES: dict[str, Words] = {
    State.RECEIVED: _("received"),
    State.IN_REVIEW: _("being looked at"),
    State.HANDED_OVER: _("handed over"),
    State.CLOSED: _("closed"),
}
CLOSE_REASONS: dict[str, Words] = {
    CloseReason.NOT_ENOUGH: _("Not enough to go further"),
    CloseReason.NOT_OUR_SUBJECT: _("Not what we work on"),
    CloseReason.ALREADY_KNOWN: _("Known already; this confirms it"),
    CloseReason.HELP_ARRANGED: _("Help has been arranged"),
    CloseReason.REPORTER_ASKED: _("The reporter asked to stop"),
}
NOTE_PURPOSES: dict[str, Words] = {
    NotePurpose.REMARK: _("Note"),
    NotePurpose.URGENCY: _("Why this urgency"),
    NotePurpose.CLOSING: _("With closing"),
}
FOLLOW_UPS: dict[str, Words] = {
    FollowUpCode.ACKNOWLEDGEMENT: _("No acknowledgement of a handover yet"),
    FollowUpCode.PACKAGE_NOT_VALID: _("A part of a package that was sent is not valid"),
    FollowUpCode.CASE_NOT_CHECKED: _("A part of a package that was sent could not be checked"),
    FollowUpCode.DOSSIER_OPEN: _("An open dossier waits for its next step"),
}
KINDS: dict[str, Words] = {
    "phone": _("Phone number"),
    "email": _("E-mail address"),
    "url": _("Internet address"),
    "handle": _("Account"),
    "plate": _("Number plate"),
    "iban": _("Bank account"),
    "crypto": _("Crypto address"),
    "age": _("Age"),
    "amount": _("Amount"),
    "date": _("Date"),
    "place": _("Place"),
}
# With "this" in front, because Dutch has two words for it.
THESE_KINDS: dict[str, Words] = {
    "phone": _("this phone number"),
    "email": _("this e-mail address"),
    "url": _("this internet address"),
    "handle": _("this account"),
    "plate": _("this number plate"),
    "iban": _("this bank account"),
    "crypto": _("this crypto address"),
}
REPORTERS: dict[str, Words] = {
    ReporterKind.CITIZEN: _("somebody who noticed something"),
    ReporterKind.YOUNG_PERSON: _("a young person, about themselves"),
    ReporterKind.PROFESSIONAL: _("somebody at work"),
    ReporterKind.CLIENT: _("a client who saw something"),
    ReporterKind.UNKNOWN: _("not told"),
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
    "young_person": _("with a young person"),
    "reception": _("at a reception desk"),
    "housekeeping": _("in rooms"),
    "surroundings": _("in a park or neighbourhood"),
    "online": _("on the internet"),
    "other": _("somewhere else"),
}
AGE_BANDS: dict[str, Words] = {
    "under_12": _("Younger than 12"),
    "12_15": _("12 to 15"),
    "16_17": _("16 or 17"),
    "18_plus": _("18 or older"),
    "unknown": _("not told"),
}
DANGERS: dict[str, Words] = {
    Danger.YES: _("Yes, now"),
    Danger.NO: _("No, not at this moment"),
    Danger.UNSURE: _("not sure"),
}
CONSENTS: dict[str, Words] = {
    Consent.POLICE_AND_CARE: _("to police and care"),
    Consent.POLICE: _("to the police only"),
    Consent.CARE: _("to care only"),
    Consent.NOBODY_YET: _("to nobody yet: ask first"),
}
QUESTIONS: dict[str, Words] = {
    "story": _("What was told"),
    "about": _("About whom"),
    "where": _("Where"),
    "when": _("When"),
    "online": _("Where on the internet"),
    "identifiers": _("Numbers, accounts and plates"),
}
CHANNELS: dict[str, Words] = {
    "form": _("the form"),
    "import": _("an import"),
}


def urgency_label(urgency: Urgency) -> str:
    """An urgency in words, as everywhere at the desk."""
    return str(URGENCIES[urgency])


def kind_label(kind: str) -> str:
    """A kind of identifier in words; a kind this version does not know is shown as it is."""
    return str(KINDS.get(kind, kind))


def choices(words: dict[str, Words]) -> list[tuple[str, Words]]:
    """The codes and words as a form field wants them."""
    return [(str(code), text) for code, text in words.items()]
