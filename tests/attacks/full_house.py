"""An organisation in the middle of its work: something of everything that can be typed, sealed and read."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import translation

from seinhuis.desk.dossiers.actions.withdrawing import Thing, withdraw
from seinhuis.desk.dossiers.api import (
    NewFact,
    add_exhibit,
    add_fact,
    add_identifiers,
    add_person,
    add_sources,
    create_dossier,
    open_dossier,
)
from seinhuis.desk.dossiers.contracts import Attribute, PersonRole
from seinhuis.desk.handover.api import Profile, add_recipient, confirm_recipient_key, start_handover
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.kernel import outbox
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.reports.api import answer_as_reporter, ask_reporter
from seinhuis.desk.traces.actions import add_noise, judge
from seinhuis.desk.traces.contracts import Judgement
from seinhuis.desk.traces.selectors import identifiers_of
from seinhuis.desk.triage.api import add_note
from seinhuis.desk.vault.api import seal_to_holder
from seinhuis.engine.evidence.seal import generate_age_identity
from tests.desk.dossiers.whole import whole_dossier
from tests.desk.handover.walking import Walk

SHARED_PHONE = "06 55443322"
NUMBERS = {
    "identifier": "06 1100220{n}",
    "second_identifier": "06 4400550{n}",
    "answered": "06 2200330{n}",
    "noise": "06 3300440{n}",
}


@dataclass
class Line:
    """One report followed as far as it goes, with the ids of what was made on the way."""

    report: object
    receipt: object
    conversation: object = None
    dossier: object = None
    parts: dict = field(default_factory=dict)
    recipient: object = None
    identity: str = ""
    draft: object = None
    sent: object = None
    noise: object = None


def deliver():
    """Let the news go round, without the work that only the worker does."""
    while outbox.deliver_pending(in_worker=False):
        continue


def make_line(house, number, word, client=None, send=True):
    """One whole line; ``word`` gives the text for a place and is called once for each."""

    def text(place):
        return NUMBERS[place].format(n=number) if place in NUMBERS else word(place)

    viewer = house.analyst
    report = house.report(
        story=f"{text('story')}. Ook {text('noise')}.",
        about=text("about"),
        where=text("where"),
        when=text("when_seen"),
        online=text("online"),
        identifiers=f"{SHARED_PHONE} {text('identifier')}",
        consent="nobody_yet",
    )
    deliver()
    line = Line(report.report, report.receipt)
    ask_reporter(line.report, viewer=viewer, text=text("question"))
    answer_as_reporter(receipt=line.receipt, text=f"{text('answer')} {text('answered')}")
    deliver()
    add_note(line.report, viewer=viewer, text=text("triage_note"))
    line.parts = whole_dossier(house, _Words(text))
    deliver()
    line.dossier = line.parts["dossier"]
    _more_in_dossier(line, viewer, text)
    _noise(line, viewer, text)
    _handover(house, line, text, client, send)
    deliver()
    return line


class _Words(dict):
    def __init__(self, make):
        super().__init__()
        self.make = make

    def __missing__(self, place):
        self[place] = self.make(place)
        return self[place]


def _more_in_dossier(line, viewer, text):
    """What can be withdrawn, withdrawn; and a fact on an exhibit."""
    dossier, report = line.dossier, line.parts["report"]
    add_sources(dossier, [line.report], viewer=viewer)
    source = next(
        each.entry for each in open_dossier(dossier, viewer=viewer).reports if each.id == line.report
    )
    add_fact(
        dossier,
        NewFact(text("file_fact"), exhibit=line.parts["exhibit"], passage=text("file_passage")),
        viewer=viewer,
    )
    other = add_person(
        dossier,
        viewer=viewer,
        role=PersonRole.WITNESS,
        attributes={Attribute.NICKNAME: text("gone_person")},
        report=report,
    )
    opened = open_dossier(dossier, viewer=viewer)
    person = next(each for each in opened.persons if each.id == line.parts["person"])
    stated = next(each for each in person.statements if each.code == Attribute.NICKNAME)
    (number,) = add_identifiers(dossier, viewer=viewer, text=text("second_identifier"))
    exhibit = add_exhibit(dossier, viewer=viewer, name=f"{text('gone_file')}.txt", data=b"Kamer 12.")
    for thing, entry in (
        (Thing.SOURCE, source),
        (Thing.PERSON, other),
        (Thing.STATEMENT, stated.id),
        (Thing.IDENTIFIER, number),
        (Thing.EXHIBIT, exhibit),
    ):
        withdraw(dossier, thing, entry, viewer=viewer, reason=text(f"why_{thing}"))


def _noise(line, viewer, text):
    number = text("noise").replace(" ", "")[1:]
    found = next(each for each in identifiers_of(line.report, viewer=viewer) if number in each.canonical)
    line.noise = add_noise(line.report, viewer=viewer, token=found.token, reason=text("why_noise"))


def _handover(house, line, text, client, send):
    line.identity, public = generate_age_identity()
    coordinator = house.viewer(Role.COORDINATOR)
    line.recipient = add_recipient(
        viewer=coordinator,
        profile=Profile.POLICE,
        name=text("recipient"),
        contact=text("recipient_contact"),
        age_recipient=public,
    )
    confirm_recipient_key(line.recipient, viewer=coordinator, spoken_with=text("spoken_with"))
    client = client or house.log_in()
    line.draft = fill_draft(house, line, text, client).handover
    if send:
        line.sent = _send(house, line, text, client)


def fill_draft(house, line, text, client, prefix="draft_"):
    """A draft in which every step was filled in."""
    handover = start_handover(line.dossier, viewer=house.analyst, recipient=line.recipient)
    walk = Walk(client, handover)
    walk.check(contact=text(f"{prefix}contact"))
    walk.grounds(purpose=text(f"{prefix}purpose"), ground_text=text(f"{prefix}ground"))
    colleague = house.people[Role.COORDINATOR]
    report = line.parts["report"]
    walk.consent(
        **{
            f"{report}-choice": "override",
            f"{report}-ground": "minor_at_risk",
            f"{report}-reason": text(f"{prefix}override"),
            f"{report}-colleague": str(colleague),
        }
    )
    assert walk.page.status_code == 302, walk.html
    walk.clear(Samenvatting=("replace", text(f"{prefix}wording")))
    assert walk.page.status_code == 302, walk.html
    return walk


def _send(house, line, text, client):
    walk = fill_draft(house, line, text, client, "sent_")
    assert walk.sign().status_code == 302, walk.html
    row = Handover.objects.get(pk=walk.handover)
    # What the worker and the recipient seal from outside, under the bindings that the house uses.
    holder = house.card.holder
    for what in ("validation", "call_back"):
        sealed = seal_to_holder(holder, text(f"sent_{what}").encode(), f"handover {what} {row.pk}")
        setattr(row, f"sealed_{what}", sealed)
    row.save()
    return walk.handover


def judge_links(house, lines, word):
    """Judge the link between the two reports of each line, with a reason."""
    for line in lines:
        both = line.report, line.parts["report"]
        judge(*both, viewer=house.analyst, judgement=Judgement.SAME, reason=word("why_same"))


def drafts_for_everybody(house, line):
    """A draft for each kind of recipient, and one of a dossier in which everything is missing."""
    coordinator = house.viewer(Role.COORDINATOR)
    thin = create_dossier(viewer=house.analyst, title="Kamer 12", reports=[line.report])
    for profile in Profile:
        public = generate_age_identity()[1]
        number = add_recipient(
            viewer=coordinator, profile=profile, name="Team", contact="0900", age_recipient=public
        )
        confirm_recipient_key(number, viewer=coordinator, spoken_with="R. de Vries")
        start_handover(thin, viewer=house.analyst, recipient=number)
        start_handover(line.dossier, viewer=house.analyst, recipient=number)
    add_recipient(
        viewer=coordinator,
        profile=Profile.POLICE,
        name="Nog te bellen",
        contact="0900",
        age_recipient=generate_age_identity()[1],
    )


def starts(role):
    """Where somebody with this role begins to look round."""
    with translation.override("nl"):
        pages = [reverse("desk"), reverse("accounts:passphrase")]
        if role in (Role.ANALYST, Role.COORDINATOR):
            names = (
                "triage:queue",
                "traces:noise",
                "dossiers:index",
                "handover:index",
                "handover:recipients",
            )
            pages += [reverse(name) for name in names]
        if role is Role.KEYHOLDER:
            pages += [reverse("accounts:people"), reverse("handover:recipients"), reverse("handover:escrow")]
        if role is Role.ADMINISTRATOR:
            pages += [reverse("accounts:people")]
        if role is Role.AUDITOR:
            pages += [reverse("journal:entries"), reverse("journal:checkpoints")]
    return pages
