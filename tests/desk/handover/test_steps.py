"""The steps of a draft: each is saved, and nothing can be sent before the last."""

import json

import pytest
from django.urls import reverse
from django.utils import translation

from seinhuis.desk.dossiers.api import NewFact, add_fact, open_dossier
from seinhuis.desk.handover.api import (
    HandoverState,
    choose_recipient,
    open_handover,
    prepare,
    start_handover,
    withdraw_handover,
)
from seinhuis.desk.handover.contracts import Profile, Step
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.reports.api import Consent
from tests.desk.handover.conftest import PASSAGE, make_dossier, make_recipient
from tests.desk.handover.walking import Walk, hidden


def journal_actions():
    return [json.loads(bytes(row.canonical))["action"] for row in JournalEntry.objects.order_by("index")]


def test_signing_is_not_offered_while_a_step_is_open(walk):
    walk.get("sign")
    assert 'name="passphrase"' not in walk.html
    assert walk.url("grounds") in walk.html


@pytest.mark.parametrize("skipped", ["check", "grounds", "clear"])
def test_a_skipped_step_blocks_sending(walk, house, skipped):
    for step in ("check", "grounds", "consent", "clear"):
        if step == skipped and step != "check":
            continue
        getattr(walk, step)(**({"contact": ""} if step == skipped else {}))
    page = walk.sign(seen=prepare(walk.handover, viewer=house.analyst).digest)
    assert page.status_code == 422
    assert Handover.objects.get().state == HandoverState.DRAFT
    assert Handover.objects.get().package is None


def test_without_a_recipient_it_goes_to_nobody(house, dossier):
    number = start_handover(dossier.id, viewer=house.analyst)
    walk = Walk(house.log_in(), number)
    assert walk.get("check").status_code == 302
    assert prepare(number, viewer=house.analyst).selection.facts == ()
    assert not prepare(number, viewer=house.analyst).done(Step.RECIPIENT)


def test_an_unconfirmed_key_blocks(house, dossier):
    recipient = make_recipient(house, confirmed=False)
    number = start_handover(dossier.id, viewer=house.analyst, recipient=recipient.id)
    walk = Walk(house.log_in(), number).to_the_last_step()
    assert walk.sign(seen=prepare(number, viewer=house.analyst).digest).status_code == 422
    assert Handover.objects.get().package is None


def test_what_is_missing_is_waived_only_with_a_reason(house, walk):
    walk.check(contact="")
    assert "href" in walk.get("check").content.decode()
    walk.check(contact="", waive_call_back="  ")
    assert not prepare(walk.handover, viewer=house.analyst).done(Step.CHECK)
    assert walk.check(contact="", waive_call_back="Geen nummer in het weekend")["Location"] == walk.url(
        "grounds"
    )
    assert prepare(walk.handover, viewer=house.analyst).done(Step.CHECK)
    assert "handover.waived" in journal_actions()


def test_another_ground_needs_words(walk):
    assert walk.grounds(ground="other").status_code == 422
    assert walk.grounds(ground="other", ground_text="Convenant 2026").status_code == 302
    assert walk.grounds(purpose=" ").status_code == 422
    assert walk.grounds(ground="made_up").status_code == 422


@pytest.fixture
def unwilling(house, police):
    """A dossier with a report that may go to nobody yet, a draft to the police, and its walk."""
    made = make_dossier(house, (Consent.POLICE, Consent.NOBODY_YET))
    number = start_handover(made.id, viewer=house.analyst, recipient=police.id)
    return made, Walk(house.log_in(), number)


def override(made, house, **changes):
    values = {
        "choice": "override",
        "ground": "minor_at_risk",
        "reason": "Zij is 15 en verdwijnt vanavond",
        "colleague": str(house.people[Role.COORDINATOR]),
        **changes,
    }
    return {f"{made.reports[1]}-{name}": value for name, value in values.items()}


def test_the_source_that_stays_is_left_out_by_default(house, unwilling):
    made, walk = unwilling
    walk.consent(**override(made, house, choice="leave_out"))
    prepared = prepare(walk.handover, viewer=house.analyst)
    assert [fact.report for fact in prepared.selection.facts] == [made.reports[0]]
    assert "handover.consent_overridden" not in journal_actions()


@pytest.mark.parametrize("wrong", [{"ground": ""}, {"reason": " "}, {"colleague": ""}, {"ground": "because"}])
def test_an_override_is_whole_or_none(house, unwilling, wrong):
    made, walk = unwilling
    assert walk.consent(**override(made, house, **wrong)).status_code == 422
    assert not prepare(walk.handover, viewer=house.analyst).handover.draft.overrides


@pytest.mark.parametrize("who", ["self", "stranger"])
def test_the_consulted_colleague_is_somebody_else_of_the_organisation(house, other_house, unwilling, who):
    made, walk = unwilling
    people = {"self": house.people[Role.ANALYST], "stranger": other_house.people[Role.COORDINATOR]}
    assert walk.consent(**override(made, house, colleague=str(people[who]))).status_code == 422


def test_an_override_is_a_journal_row_with_its_ground_and_lets_the_facts_go(house, unwilling):
    made, walk = unwilling
    assert walk.consent(**override(made, house)).status_code == 302
    assert len(prepare(walk.handover, viewer=house.analyst).selection.facts) == 2
    rows = [json.loads(bytes(row.canonical)) for row in JournalEntry.objects.all()]
    row = next(each for each in rows if each["action"] == "handover.consent_overridden")
    assert row["ground"] == "minor_at_risk"
    assert len(row["commitment"]) == 64
    assert "verdwijnt" not in str(rows)


def test_saving_the_same_override_twice_is_one_row_and_taking_it_back_another(house, unwilling):
    made, walk = unwilling
    walk.consent(**override(made, house))
    walk.consent(**override(made, house))
    assert journal_actions().count("handover.consent_overridden") == 1
    walk.consent(**override(made, house, choice="leave_out"))
    assert journal_actions().count("handover.override_withdrawn") == 1
    assert len(prepare(walk.handover, viewer=house.analyst).selection.facts) == 1


def test_another_recipient_starts_without_overrides(house, unwilling):
    made, walk = unwilling
    walk.consent(**override(made, house))
    care = make_recipient(house, Profile.CARE)
    choose_recipient(walk.handover, viewer=house.analyst, recipient=care.id)
    assert not prepare(walk.handover, viewer=house.analyst).handover.draft.overrides


def test_keeping_what_has_no_proposal_needs_the_tick_and_leaves_the_rest_open(house, walk):
    walk.check(), walk.grounds(), walk.consent()
    prefixes = walk.texts()
    data = {f"{prefix}-seen": hidden(walk.html, f"{prefix}-seen") for prefix in prefixes.values()}
    assert walk.post("clearing", go="keep_rest", **data).status_code == 422
    walk.post("clearing", go="keep_rest", read_all="on", **data)
    prepared = prepare(walk.handover, viewer=house.analyst)
    flagged = {text.key for text in prepared.texts if prepared.proposals(text)}
    assert set(prepared.clearing.undecided) == flagged


def test_own_wording_without_the_choice_is_not_lost(walk):
    walk.check(), walk.grounds(), walk.consent()
    page = walk.clear(Samenvatting=("keep", "mijn eigen woorden"))
    assert page.status_code == 422
    assert "mijn eigen woorden" in walk.html
    assert walk.clear(Samenvatting=("replace", " ")).status_code == 422


def test_a_text_that_changed_while_somebody_decided_is_not_decided(house, walk, dossier):
    """The page was read before a colleague superseded the fact: the decision does not hold for the new."""
    walk.check(), walk.grounds(), walk.consent()
    walk.texts()
    before = open_dossier(dossier.id, viewer=house.analyst).current_facts()[0]
    walk.clear()
    new = NewFact(text="Een andere zin", report=dossier.reports[0], passage_field="story", passage=PASSAGE)
    add_fact(dossier.id, new, viewer=house.analyst, supersedes=before.id)
    prepared = prepare(walk.handover, viewer=house.analyst)
    assert not prepared.done(Step.CLEARING)
    assert all("Een andere zin" not in wording for wording in prepared.clearing.wording.values())
    assert walk.sign(seen=prepared.digest).status_code == 422
    assert Handover.objects.get().state == HandoverState.DRAFT


@pytest.mark.parametrize("step", list(Step))
def test_a_step_of_what_was_sent_leads_to_the_page_of_the_handover(walk, step):
    Handover.objects.update(state=HandoverState.PENDING, sent_on="2026-11-04", due_on="2026-11-09")
    for ask in (walk.client.get, walk.client.post):
        page = ask(walk.url(step), follow=True)
        assert page.redirect_chain == [(walk.url("page"), 302)]
        assert "Deze overdracht is verstuurd: er kan niets meer aan veranderen." in page.content.decode()


def test_a_withdrawn_draft_stays_readable_and_takes_nothing_more(house, walk):
    withdraw_handover(walk.handover, viewer=house.analyst)
    assert walk.get("page").status_code == 200
    assert walk.get("check").status_code == 409
    with pytest.raises(Refused):
        withdraw_handover(walk.handover, viewer=house.analyst)
    assert open_handover(walk.handover, viewer=house.analyst).line.state is HandoverState.WITHDRAWN


@pytest.mark.parametrize("step", ["recipient", "check", "grounds", "consent", "clearing", "sign", "page"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_has_one_heading_in_both_languages(walk, step, language):
    with translation.override(language):
        page = walk.get(step).content.decode()
    assert page.count("<h1") == 1
    assert f' lang="{language}" dir="ltr">' in page


def test_the_panel_shows_earlier_handovers(house, walk, dossier):
    page = walk.client.get(reverse("dossiers:dossier", args=[dossier.id])).content.decode()
    assert walk.url("page") in page
