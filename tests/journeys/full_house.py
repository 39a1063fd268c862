"""A house in which every page has something to show, also what is long, withdrawn, closed, late or judged."""

import datetime
from dataclasses import dataclass, field

from django.conf import settings
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from seinhuis.desk.dossiers.actions.dossiers import close_dossier
from seinhuis.desk.dossiers.actions.facts import NewFact
from seinhuis.desk.dossiers.actions.persons import add_statement
from seinhuis.desk.dossiers.actions.withdrawing import Thing, withdraw
from seinhuis.desk.dossiers.api import (
    Attribute,
    PersonRole,
    add_exhibit,
    add_fact,
    add_identifiers,
    add_note,
    add_person,
    create_dossier,
    open_dossier,
    set_heading,
)
from seinhuis.desk.handover.api import Profile, set_recipient_active, start_handover
from seinhuis.desk.journal.api import make_checkpoint
from seinhuis.desk.kernel import outbox
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.reports.api import CloseReason, Consent, Danger, answer_as_reporter, ask_reporter
from seinhuis.desk.traces.actions import add_noise, judge
from seinhuis.desk.traces.contracts import Judgement
from seinhuis.desk.traces.corpus.access import address_of
from seinhuis.desk.traces.corpus.actions import judge_pair, set_aside
from seinhuis.desk.traces.corpus.contracts import Why
from seinhuis.desk.traces.corpus.noise import identifier_token
from seinhuis.desk.traces.corpus.setting_aside import record_named
from seinhuis.desk.traces.noise import noise_entries
from seinhuis.desk.traces.selectors import identifiers_of
from seinhuis.desk.triage import api as triage
from seinhuis.engine.linkage.browsing import places_of
from seinhuis.engine.linkage.linking import link
from tests.desk.handover.conftest import PASSAGE, make_dossier, make_recipient
from tests.desk.handover.walking import Walk
from tests.desk.traces.corpora import add, make_corpus, many
from tests.engine.linkage.corpus.making import TODAY

LONG = "heellangwoord" * 12
ADDRESS = f"https://advertenties.example/{LONG}?kamer=12"
TAXI = "088 1234567"
# A file that is there only where the house has a time stamp authority.
ELSEWHERE = {"journal:stamp"}


@dataclass
class FullHouse:
    """The ids with which the pages of the desk can be opened: by app and name, or by name alone."""

    house: object
    ids: dict = field(default_factory=dict)
    more: list = field(default_factory=list)

    def addresses(self):
        """Every address under the desk that the URL conf knows, and a few in another state."""
        found = [
            address
            for name, needs in desk_patterns()
            if name not in ELSEWHERE
            for address in self._fill(name, needs)
        ]
        return [*found, *self.more]

    def _fill(self, name, needs):
        if name == "dossiers:withdraw":
            dossier = self.ids["dossier"]
            return [reverse(name, args=[dossier, thing, entry]) for thing, entry in self.ids["withdraw"]]
        app = name.partition(":")[0]
        values = {need: self.ids.get(f"{app}:{need}", self.ids.get(need)) for need in needs}
        missing = [need for need, value in values.items() if value is None]
        assert not missing, f"the full house has no {missing} for {name}"
        return [reverse(name, kwargs=values)]


def desk_patterns(patterns=None, path="", space=""):
    """Name and arguments of every address under the desk."""
    found = []
    for each in get_resolver().url_patterns if patterns is None else patterns:
        here = path + str(each.pattern)
        if isinstance(each, URLPattern):
            if "desk/" in here:
                found.append((f"{space}{each.name}", sorted(each.pattern.converters)))
        else:
            inner = f"{each.namespace}:" if each.namespace else space
            found += desk_patterns(each.url_patterns, here, inner)
    return found


def make_full_house(house):
    """Fill the house by the actions that people use."""
    full = FullHouse(house)
    report, others = _reports(house)
    _links(full, house, report, others)
    _dossier(full, house, report)
    _handovers(full, house)
    _corpus(full, house)
    full.ids["accounts:person"] = house.people[Role.ANALYST]
    checkpoint = make_checkpoint()
    full.ids |= {"journal:index": 3, "journal:size": checkpoint}
    return full


def _reports(house):
    sent = house.report(
        story=f"Een meisje van ongeveer 15 werd drie keer werd gebracht en gehaald. {LONG} {ADDRESS}",
        identifiers=f"06 12345678, {TAXI}, @kees_1999 op insta, kees@{LONG[:50]}.example",
        signals=("R12", "Y07"),
        not_sure=True,
        danger=Danger.YES,
        consent=Consent.POLICE_AND_CARE,
    )
    others = [
        house.report(story=f"Ook kamer 12, {n}. {ADDRESS}", identifiers=f"06-12345678 {TAXI}").report
        for n in range(5)
    ]
    outbox.deliver_pending()
    ask_reporter(sent.report, viewer=house.analyst, text=f"Welke kleur had de auto? {ADDRESS}")
    answer_as_reporter(receipt=sent.receipt, text=f"Grijs, kenteken GH-123-J. {LONG}")
    triage.take(sent.report, viewer=house.analyst)
    triage.add_note(sent.report, viewer=house.analyst, text=f"Teruggebeld. {LONG}")
    triage.join(others[0], into=sent.report, viewer=house.analyst)
    triage.close(others[4], viewer=house.analyst, reason=CloseReason.NOT_ENOUGH, note="Te weinig.")
    triage.follow_up(
        viewer=house.analyst,
        subject=sent.report,
        code=triage.FollowUpCode.PACKAGE_NOT_VALID,
        due=datetime.date(2026, 1, 1),
        address=reverse("triage:report", args=[sent.report]),
    )
    return sent.report, others


def _links(full, house, report, others):
    verdicts = (Judgement.SAME, Judgement.NOT_SAME, Judgement.UNSURE)
    for other, judgement in zip(others[1:4], verdicts, strict=True):
        judge(report, other, viewer=house.analyst, judgement=judgement, reason=f"Omdat. {LONG}")
    known = identifiers_of(report, viewer=house.analyst)
    taxi = next(each for each in known if each.canonical == "+31881234567")
    add_noise(report, viewer=house.analyst, token=taxi.token, reason=f"Een taxibedrijf. {LONG}")
    phone = next(each for each in known if each.canonical == "+31612345678")
    full.ids |= {
        "report": report,
        "number": phone.number,
        "traces:entry": noise_entries(viewer=house.analyst)[0].id,
    }
    full.more += [reverse("triage:report", args=[other]) for other in (others[0], others[4])]


def _corpus(full, house):
    """A corpus with a hub and a cluster that is folded; a link was judged, a message is noise."""
    files = settings.SEINHUIS_CORPUS.parent
    folder = make_corpus(settings.SEINHUIS_CORPUS, files, hub=True, linked=False)
    add(folder, files, "veel", many(230))
    link(folder, day=TODAY)
    names = ["bord:a", "bord:b", "bord:c", "bord:d", "bord:e", "taxi:g00a", "taxi:g01a", "veel:000"]
    places = places_of(folder, names)
    a, b, c, d, e, taxi, other, large = (address_of(house.card.id, each, places[each].row) for each in names)
    judge_pair(c, d, viewer=house.analyst, verdict="same", why=Why.DETAILS_FIT)
    set_aside(record_named(b, viewer=house.analyst), viewer=house.analyst, reason=f"Een bedrijf. {LONG}")
    full.ids |= {"record": d, "one": c, "other": d, "cluster": large, "by": "place", "group": 1}
    full.ids["traces:identifier"] = identifier_token(house.card.id, "phone", "+31612345088")
    full.more += [reverse("traces:corpus_cluster", args=[each]) for each in (a, e, taxi)]
    full.more.append(reverse("traces:corpus_cluster", args=[a]) + "?noise=shown")
    full.more += [reverse("traces:corpus_pair", args=pair) for pair in ((a, c), (taxi, other))]
    full.more += [reverse("traces:corpus_way", args=pair) for pair in ((a, d), (taxi, other))]


def _dossier(full, house, report):
    analyst = house.analyst
    made = make_dossier(house, (Consent.POLICE_AND_CARE, Consent.NOBODY_YET))
    set_heading(made.id, viewer=analyst, title=f"Kamer 12 {LONG}", summary=f"Zie {ADDRESS}", seen=2)
    add_identifiers(made.id, viewer=analyst, text=f"{ADDRESS} 06 11112222")
    add_note(made.id, viewer=analyst, text=f"Vrijdag teruggebeld. {LONG}")
    files = [_exhibit(made.id, analyst, name) for name in (f"{LONG}.txt", "boeking.txt")]
    _facts(made, analyst, files[0])
    opened = open_dossier(made.id, viewer=analyst)
    person, statement = opened.persons[0], opened.persons[0].statements[0]
    add_statement(made.id, person.id, viewer=analyst, code=Attribute.APPEARANCE, text=LONG)
    held = {
        Thing.SOURCE: opened.reports[0].entry,
        Thing.FACT: opened.current_facts()[0].id,
        Thing.PERSON: person.id,
        Thing.STATEMENT: statement.id,
        Thing.IDENTIFIER: opened.identifiers[0].id,
        Thing.EXHIBIT: files[0],
    }
    full.ids |= {
        "dossier": made.id,
        "withdraw": list(held.items()),
        "source": opened.reports[0].id,
        "dossiers:person": person.id,
        "statement": statement.id,
        "identifier": opened.identifiers[0].id,
        "exhibit": files[0],
    }
    _withdraw_some(made.id, analyst, files[1])
    from_exhibit = reverse("dossiers:fact_from_source", args=[made.id, files[0]])
    full.more += [f"{from_exhibit}?replaces={held[Thing.FACT]}", _closed_dossier(analyst, report)]


def _exhibit(dossier, viewer, name):
    return add_exhibit(
        dossier, viewer=viewer, name=name, data=f"{name}\n".encode(), description=f"Boeking {LONG}"
    )


def _facts(made, viewer, exhibit):
    first = open_dossier(made.id, viewer=viewer).current_facts()[0]
    again = NewFact(
        text=f"Een meisje werd gebracht. {LONG}",
        report=made.reports[0],
        passage_field="story",
        passage=PASSAGE,
        happened_on="2026-11",
        happened_text="een vrijdag in november",
    )
    add_fact(made.id, again, viewer=viewer, supersedes=first.id)
    shown = NewFact(
        text=f"Er is contant betaald. {ADDRESS}", exhibit=exhibit, passage="Regel 1", happened_on="2026"
    )
    add_fact(made.id, shown, viewer=viewer)


def _withdraw_some(dossier, viewer, exhibit):
    """One of each kind that was withdrawn stays readable on the page."""
    gone = add_person(dossier, viewer=viewer, role=PersonRole.WITNESS, attributes={Attribute.NICKNAME: LONG})
    number = add_identifiers(dossier, viewer=viewer, text="06 55556666")[0]
    fact = add_fact(
        dossier, NewFact(text="Dit klopt niet.", exhibit=exhibit, passage="Regel 2"), viewer=viewer
    )
    withdrawn = (
        (Thing.FACT, fact),
        (Thing.PERSON, gone),
        (Thing.IDENTIFIER, number),
        (Thing.EXHIBIT, exhibit),
    )
    for thing, entry in withdrawn:
        withdraw(dossier, thing, entry, viewer=viewer, reason=f"Vergissing. {LONG}")


def _closed_dossier(viewer, report):
    closed = create_dossier(viewer=viewer, title="Afgesloten", reports=[report])
    close_dossier(closed, viewer=viewer)
    return reverse("dossiers:dossier", args=[closed])


def _handovers(full, house):
    """A draft for each profile, one that waits, one that was withdrawn; a recipient of each kind."""
    recipients = {profile: make_recipient(house, profile) for profile in Profile}
    unconfirmed = make_recipient(house, confirmed=False)
    retired = make_recipient(house)
    set_recipient_active(retired.id, viewer=house.coordinator, active=False)
    dossier = full.ids["dossier"]
    drafts = {
        profile: start_handover(dossier, viewer=house.analyst, recipient=known.id)
        for profile, known in recipients.items()
    }
    full.ids |= {"handover": drafts[Profile.POLICE], "recipient": unconfirmed.id}
    for profile in (Profile.CARE, Profile.VEILIG_THUIS):
        full.more.append(reverse("handover:check", args=[drafts[profile]]))
    full.more.append(reverse("handover:page", args=[_sent(house, recipients[Profile.POLICE])]))


def _sent(house, recipient):
    """A handover that has left and waits for its acknowledgement."""
    made = make_dossier(house)
    number = start_handover(made.id, viewer=house.analyst, recipient=recipient.id)
    walk = Walk(house.log_in(), number).to_the_last_step()
    assert walk.sign().status_code == 302, walk.html
    return number
