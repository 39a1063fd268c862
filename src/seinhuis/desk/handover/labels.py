"""The words for every code of the handover."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seinhuis.desk.dossiers.api import Attribute, PersonRole
from seinhuis.desk.handover.contracts import (
    HandoverState,
    OverrideGround,
    Profile,
    Settlement,
    Stamp,
    Step,
    Validation,
)
from seinhuis.desk.handover.draft import Choice
from seinhuis.desk.handover.pointing_words import Hint
from seinhuis.desk.handover.sufficiency import Need
from seinhuis.desk.handover.texts import TextKind
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.reports.api import Consent
from seinhuis.desk.triage.api import FollowUpCode

Words = str | Promise

PROFILES: dict[str, Words] = {
    Profile.POLICE: _("Police"),
    Profile.CARE: _("Care"),
    Profile.VEILIG_THUIS: _("Veilig Thuis"),
}
STATES: dict[str, Words] = {
    HandoverState.DRAFT: _("Draft: nothing has left"),
    HandoverState.PENDING: _("Sent, waiting for acknowledgement"),
    HandoverState.ACKNOWLEDGED: _("Received and acknowledged"),
    HandoverState.WITHDRAWN: _("Withdrawn: nothing has left"),
}
CAME_BACK: dict[str, Words] = {
    FollowUpCode.ACKNOWLEDGEMENT: _("No acknowledgement yet"),
    FollowUpCode.PACKAGE_NOT_VALID: _("Package not valid"),
    FollowUpCode.CASE_NOT_CHECKED: _("Package not checked"),
}
SETTLEMENTS: dict[str, Words] = {
    Settlement.ANOTHER_PACKAGE: _("Another package was sent in its place"),
    Settlement.USABLE: _("The recipient can work with the package as it is"),
    Settlement.CHECKED_ELSEWHERE: _("The recipient, or a colleague, checked it and it is valid"),
}
STEPS: dict[str, Words] = {
    Step.RECIPIENT: _("Recipient"),
    Step.CHECK: _("Is it enough?"),
    Step.GROUNDS: _("Purpose and ground"),
    Step.CONSENT: _("Consent"),
    Step.CLEARING: _("Clear the texts"),
    Step.SIGN: _("Review, sign and send"),
}
CONSENTS: dict[str, Words] = {
    Consent.POLICE: _("may go to the police only"),
    Consent.CARE: _("may go to care only"),
    Consent.POLICE_AND_CARE: _("may go to the police and to care"),
    Consent.NOBODY_YET: _("may go to nobody yet"),
}
OVERRIDE_GROUNDS: dict[str, Words] = {
    OverrideGround.DANGER_TO_LIFE: _("Somebody's life or safety is in danger now"),
    OverrideGround.MINOR_AT_RISK: _("A minor is at serious risk and waiting makes it worse"),
    OverrideGround.SERIOUS_CRIME_ONGOING: _("A serious crime is going on and can be stopped"),
    OverrideGround.LEGAL_DUTY: _("The law obliges us to report this"),
}
# Which grounds exist is for the coalition and its lawyers; these are proposals. `LAW?`
LEGAL_GROUNDS: dict[str, Words] = {
    "vital_interest": _("Vital interest of a person (GDPR 6(1)(d))"),
    "legal_obligation": _("Legal obligation (GDPR 6(1)(c))"),
    "public_task": _("Task in the public interest (GDPR 6(1)(e))"),
    "legitimate_interest": _("Legitimate interest (GDPR 6(1)(f))"),
    "consent": _("Consent of the person concerned (GDPR 6(1)(a))"),
    "offence_data": _("Offence data for another party, with a licence (UAVG 33)"),
    "report_code": _("Report to Veilig Thuis (Wmo 2015, article 5.2.6)"),
    "other": _("Another ground, in my own words"),
}
INFORMED: dict[str, Words] = {
    "yes": _("Yes"),
    "no": _("No, and I say why"),
    "unknown": _("We do not know"),
}
INFORMED_IN_PACKAGE: dict[str, Words] = {
    "yes": pgettext_lazy("informed", "yes"),
    "no": pgettext_lazy("informed", "no"),
    "unknown": pgettext_lazy("informed", "not known"),
}
PERSON_CONSENTS: dict[str, Words] = {
    "self": _("The person agrees"),
    "parent": _("A parent or guardian agrees"),
    "not_asked": _("Nobody could be asked without danger"),
    "refused": _("The person does not agree"),
}
CHOICES: dict[str, Words] = {
    Choice.KEEP: _("Keep as it is"),
    Choice.REPLACE: _("Use my own wording"),
    Choice.LEAVE_OUT: _("Leave out"),
}
HINTS: dict[str, Words] = {
    Hint.FIRST_PERSON: _("The reporter speaks about themselves"),
    Hint.RELATION: _("A relation that few people have"),
    Hint.WORKPLACE: _("Where somebody works, or what as"),
    Hint.OWN_CONTACT: _("A contact that may be the reporter's own"),
    Hint.PLACE_AND_TIME: _("An exact room, hour or shift: few people were there"),
    Hint.VANTAGE: _("From where somebody saw or heard it"),
    Hint.SOLE_WITNESS: _("Something that few people know"),
    Hint.LEFT_OUT_SOURCE: _("This also stands in a source that may not be passed on"),
    Hint.FILE: _("Open the file and look: names, faces, screens and technical data can point at somebody"),
}
TEXTS: dict[str, Words] = {
    TextKind.TITLE: _("Title"),
    TextKind.SUMMARY: _("Summary"),
    TextKind.ANSWER: _("What you filled in"),
    TextKind.FACT: _("Fact"),
    TextKind.WHEN: _("When it happened"),
    TextKind.PASSAGE: _("Passage, word for word"),
    TextKind.ATTRIBUTE: _("About a person"),
    TextKind.IDENTIFIER: _("Identifier"),
    TextKind.RAWS: _("How it was written"),
    TextKind.FILE: _("File"),
    TextKind.FILE_NAME: _("Name of the file"),
    TextKind.FILE_DESCRIPTION: _("Description of the file"),
}
ANSWERS: dict[str, Words] = {
    "worries": _("What the worries are"),
    "informed_note": _("Why parents or child were not informed"),
    "need": _("Which help is needed"),
    "reach": _("How and when somebody can be reached safely"),
    "purpose": _("Purpose"),
    "ground_text": _("Legal ground in words"),
}
ROLES: dict[str, Words] = {
    PersonRole.YOUNG_PERSON: _("Young person"),
    PersonRole.SUSPECT: _("Suspect"),
    PersonRole.WITNESS: _("Witness"),
}
ATTRIBUTES: dict[str, Words] = {
    Attribute.NAME: _("name"),
    Attribute.NICKNAME: _("nickname"),
    Attribute.AGE: _("age"),
    Attribute.SEX: _("sex"),
    Attribute.APPEARANCE: _("appearance"),
    Attribute.CONTACT: _("contact"),
    Attribute.RELATION: _("relation"),
    Attribute.SCHOOL_OR_WORK: _("school or work"),
    Attribute.RESIDENCE: _("residence"),
}
IDENTIFIERS: dict[str, Words] = {
    "phone": _("phone number"),
    "email": _("e-mail address"),
    "url": _("web address"),
    "handle": _("account"),
    "plate": _("licence plate"),
    "iban": _("bank account"),
    "crypto": _("crypto address"),
    "date": _("date"),
    "age": _("age"),
    "amount": _("amount"),
    "place": _("place"),
}
NEEDS: dict[str, Words] = {
    Need.SUMMARY: _("There is no summary. Somebody must see in half a minute what this is about."),
    Need.FACT: _(
        "No fact would leave. Add a fact, or look at the step about consent: perhaps every source stays here."
    ),
    Need.SOURCED: _("A fact has no source. Say where it comes from."),
    Need.CALL_BACK: _("There is nobody to call back. Write down a name and a number."),
    Need.PLACE_OR_TIME: _("No fact says where or when. Add a place or a moment, however rough."),
    Need.PERSON_OR_IDENTIFIER: _(
        "Nobody can be found with this: add a person as described, a phone number, an account or a licence "
        "plate."
    ),
    Need.KNOWN_REPORTER: _(
        "Veilig Thuis needs a known reporter. For an anonymous tip that is your own organisation: say so."
    ),
    Need.CHILD: _(
        "It does not say which child this is about. Add a young person with a name or address as stated."
    ),
    Need.WORRIES: _("It does not say what the worries are."),
    Need.INFORMED: _(
        "It does not say whether the parents and the child know about this report, and if not, why."
    ),
    Need.HELP_NEEDED: _("It does not say which help is needed."),
    Need.REACHABLE: _("It does not say how somebody can be reached safely."),
    Need.PERSON_CONSENTS: _("It does not say whether the person concerned agrees to help."),
}
# What stands in the package about a need that was waived.
NOT_KNOWN: dict[str, Words] = {
    Need.SUMMARY: _("a summary"),
    Need.FACT: _("facts of which the source may be passed on"),
    Need.SOURCED: _("the source of every fact"),
    Need.CALL_BACK: _("somebody to call back"),
    Need.PLACE_OR_TIME: _("where or when it happened"),
    Need.PERSON_OR_IDENTIFIER: _("a person or an identifier"),
    Need.KNOWN_REPORTER: _("a known reporter"),
    Need.CHILD: _("who the child is"),
    Need.WORRIES: _("the worries in words"),
    Need.INFORMED: _("whether parents and child were informed"),
    Need.HELP_NEEDED: _("which help is needed"),
    Need.REACHABLE: _("how somebody can be reached"),
    Need.PERSON_CONSENTS: _("whether the person concerned agrees"),
}
STAMPS: dict[str, Words] = {
    Stamp.STAMPED: _("With a trusted time stamp"),
    Stamp.NOT_CONFIGURED: _("Without a time stamp: no time stamp authority has been set up"),
    Stamp.SENT_WITHOUT: _("Without a time stamp: the authority did not answer and somebody chose to send"),
}
VALIDATIONS: dict[str, Words] = {
    Validation.WAITING: _("case.jsonld is being checked in the background"),
    Validation.VALID: _("case.jsonld conforms to CASE/UCO 1.5"),
    Validation.NOT_VALID: _(
        "case.jsonld does not conform to CASE/UCO 1.5. Tell the recipient and the technical administrator"
    ),
    Validation.COULD_NOT_RUN: _(
        "case.jsonld could not be checked here. The recipient can check it: see VERIFY.txt"
    ),
}
SIGNING_ROLES: dict[str, Words] = {
    Role.ANALYST: _("analyst"),
    Role.COORDINATOR: _("coordinator"),
}

STATEMENT = _(
    "I have read everything in this package. It may leave for the purpose and on the ground stated, and I "
    "stand for it."
)


def legal_grounds() -> dict[str, Words]:
    """The legal grounds that may be chosen; a coalition sets its own list in SEINHUIS_LEGAL_GROUNDS."""
    chosen: dict[str, Words] | None = getattr(settings, "SEINHUIS_LEGAL_GROUNDS", None)
    return LEGAL_GROUNDS if chosen is None else chosen


def choices(words: dict[str, Words]) -> list[tuple[str, Words]]:
    """The codes and words as a form field wants them."""
    return [(str(code), text) for code, text in words.items()]
