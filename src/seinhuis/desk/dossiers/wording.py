"""The words for every code in a dossier."""

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from seinhuis.desk.dossiers.contracts import (
    Attribute,
    DossierPerson,
    DossierState,
    InformationGrade,
    PersonRole,
    Referral,
    SourceGrade,
)
from seinhuis.desk.dossiers.file_types import Refusal
from seinhuis.desk.dossiers.happening import NotADay, period
from seinhuis.desk.reports.api import Consent

Words = str | Promise

STATES: dict[str, Words] = {
    DossierState.OPEN: pgettext_lazy("dossier", "Open"),
    DossierState.HANDED_OVER: pgettext_lazy("dossier", "Handed over"),
    DossierState.CLOSED: pgettext_lazy("dossier", "Closed"),
}
ROLES: dict[str, Words] = {
    PersonRole.YOUNG_PERSON: gettext_lazy("Young person"),
    PersonRole.SUSPECT: gettext_lazy("Suspect"),
    PersonRole.WITNESS: gettext_lazy("Witness"),
}
SOURCE_GRADES: dict[str, Words] = {
    SourceGrade.A: gettext_lazy("A: completely reliable"),
    SourceGrade.B: gettext_lazy("B: usually reliable"),
    SourceGrade.C: gettext_lazy("C: fairly reliable"),
    SourceGrade.D: gettext_lazy("D: not usually reliable"),
    SourceGrade.E: gettext_lazy("E: unreliable"),
    SourceGrade.F: gettext_lazy("F: reliability cannot be judged"),
}
INFORMATION_GRADES: dict[str, Words] = {
    InformationGrade.CONFIRMED: gettext_lazy("1: confirmed by other sources"),
    InformationGrade.PROBABLY_TRUE: gettext_lazy("2: probably true"),
    InformationGrade.POSSIBLY_TRUE: gettext_lazy("3: possibly true"),
    InformationGrade.DOUBTFUL: gettext_lazy("4: doubtful"),
    InformationGrade.IMPROBABLE: gettext_lazy("5: improbable"),
    InformationGrade.CANNOT_BE_JUDGED: gettext_lazy("6: truth cannot be judged"),
}
ATTRIBUTES: dict[str, Words] = {
    Attribute.NAME: gettext_lazy("Name, as stated"),
    Attribute.NICKNAME: gettext_lazy("Nickname, as stated"),
    Attribute.AGE: gettext_lazy("Age, as stated"),
    Attribute.SEX: gettext_lazy("Sex, as stated"),
    Attribute.APPEARANCE: gettext_lazy("Appearance, as stated"),
    Attribute.CONTACT: gettext_lazy("How to reach them, as stated"),
    Attribute.RELATION: gettext_lazy("Relation to others, as stated"),
    Attribute.SCHOOL_OR_WORK: gettext_lazy("School or work, as stated"),
    Attribute.RESIDENCE: gettext_lazy("Where they stay, as stated"),
}
CONSENTS: dict[str, Words] = {
    Consent.POLICE_AND_CARE: gettext_lazy("May go to the police and to care"),
    Consent.POLICE: gettext_lazy("May go to the police only"),
    Consent.CARE: gettext_lazy("May go to care only"),
    Consent.NOBODY_YET: gettext_lazy("May go to nobody yet: ask the reporter first"),
}
REFERRALS: dict[str, Words] = {
    Referral.HOTLINE: gettext_lazy("Offlimits, the national hotline"),
    Referral.POLICE: gettext_lazy("The police"),
}
REPORT_FIELDS: dict[str, Words] = {
    "story": gettext_lazy("The story"),
    "about": gettext_lazy("Who it is about"),
    "where": gettext_lazy("Where it was"),
    "when": gettext_lazy("When it was"),
    "online": gettext_lazy("Places on the internet"),
    "identifiers": gettext_lazy("Numbers and accounts"),
    "signals": gettext_lazy("Signals that were ticked"),
}
KINDS: dict[str, Words] = {
    "phone": gettext_lazy("Phone number"),
    "email": gettext_lazy("E-mail address"),
    "url": gettext_lazy("Web address"),
    "handle": gettext_lazy("Account"),
    "plate": gettext_lazy("Licence plate"),
    "iban": gettext_lazy("Bank account"),
    "crypto": gettext_lazy("Crypto address"),
}


def choices(words: dict[str, Words]) -> list[tuple[str, Words]]:
    """The codes and words as a form field wants them."""
    return [(str(code), text) for code, text in words.items()]


def person_name(person: DossierPerson) -> str:
    """A person as colleagues name them: number and role."""
    return _("Person %(number)s (%(role)s)") % {"number": person.number, "role": ROLES[person.role]}


def when_in_words(happened_on: str) -> str:
    """An ISO date, month or year in the words of the language; anything else as it is."""
    try:
        day = period(happened_on).first
    except NotADay:
        return happened_on
    return date_format(day, ("Y", "F Y", "j F Y")[happened_on.count("-")])


def damaged_sentence() -> str:
    """What stands in the place of something whose seal does not open."""
    return _("This cannot be opened: its seal is damaged. Nothing is shown. Tell the keyholder.")


def field_name(code: str) -> str:
    """The name of a field of a report, of a message, or of an exhibit, in words."""
    if code.startswith("message:"):
        return _("A message of the reporter")
    return str(REPORT_FIELDS.get(code, _("The exhibit")))


def refusal_sentence(why: Refusal) -> str:
    """Why a file is not taken, and what to do."""
    return {
        Refusal.EMPTY: _("This file is empty."),
        Refusal.TOO_LARGE: _("This file is larger than 25 MB. Add the part that matters."),
        Refusal.PICTURE: _(
            "A dossier takes no pictures, films or sound. Does it show sexual abuse? Then stop: do not open "
            "it, do not copy it, write down the address and the time, and report it to Offlimits or the "
            "police. Is it something else, such as a booking? Then add it as a PDF."
        ),
        Refusal.ARCHIVE: _(
            "A dossier takes no archives: nobody can see what is in them. Add the documents one by one."
        ),
        Refusal.PROGRAM: _("A dossier takes no programs and no documents with macros."),
        Refusal.WEB_PAGE: _("A dossier takes no web pages. Print the page to a PDF and add that."),
        Refusal.UNKNOWN: _(
            "This is not a kind of file that a dossier takes: PDF, plain text, CSV, JSON, e-mail (.eml) or "
            "an office document. What counts is what is in the file, not its name."
        ),
    }[why]
