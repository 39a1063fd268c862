"""Judging links: append-only, with undo, from both sides."""

import json

import pytest

from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotAllowed, NotFound, Refused
from seinhuis.desk.traces.actions import judge, undo_judgement
from seinhuis.desk.traces.api import Judgement, links_of, reports_judged_same
from seinhuis.desk.traces.models import JudgementRow
from seinhuis.desk.vault.models import Grant


def opinion(house, report):
    return links_of(report, viewer=house.analyst)[0].opinion


def test_a_judgement_is_seen_from_both_sides_with_who_and_why(house, pair):
    one, other = pair
    judge(
        other, one, viewer=house.coordinator, judgement=Judgement.SAME, reason="Zelfde kamer, zelfde avond."
    )
    for report in pair:
        found = opinion(house, report)
        assert found.judgement == Judgement.SAME
        assert found.judged_by == house.coordinator.actor.id
        assert found.reason == "Zelfde kamer, zelfde avond."
    assert reports_judged_same(one, viewer=house.analyst) == (other,)
    assert reports_judged_same(other, viewer=house.analyst) == (one,)


def test_only_what_was_judged_the_same_is_offered_for_a_dossier(house, pair, hand_in):
    one, other = pair
    third = hand_in(house, "06 12345678")
    judge(one, other, viewer=house.analyst, judgement=Judgement.SAME)
    judge(other, third, viewer=house.analyst, judgement=Judgement.SAME)
    assert reports_judged_same(one, viewer=house.analyst) == (other,)
    judge(one, other, viewer=house.analyst, judgement=Judgement.UNSURE)
    assert reports_judged_same(one, viewer=house.analyst) == ()


def test_undoing_brings_back_the_judgement_before_and_removes_no_row(house, pair):
    one, other = pair
    judge(one, other, viewer=house.analyst, judgement=Judgement.UNSURE, reason="Eerst kijken.")
    judge(one, other, viewer=house.coordinator, judgement=Judgement.NOT_SAME)
    undo_judgement(other, one, viewer=house.analyst)
    assert (opinion(house, one).judgement, opinion(house, one).reason) == (Judgement.UNSURE, "Eerst kijken.")
    undo_judgement(one, other, viewer=house.analyst)
    assert opinion(house, one) is None
    assert JudgementRow.objects.count() == 4
    with pytest.raises(Refused):
        undo_judgement(one, other, viewer=house.analyst)
    assert JudgementRow.objects.count() == 4


def test_no_judgement_without_two_reports_of_ones_own_organisation(house, other_house, pair, hand_in):
    one, _ = pair
    foreign = hand_in(other_house, "06 12345678")
    with pytest.raises(Refused):
        judge(one, one, viewer=house.analyst, judgement=Judgement.SAME)
    for viewer, ends in (
        (house.analyst, (one, foreign)),
        (other_house.analyst, (foreign, one)),
        (other_house.analyst, pair),
    ):
        with pytest.raises(NotFound):
            judge(*ends, viewer=viewer, judgement=Judgement.SAME)
        with pytest.raises(NotFound):
            undo_judgement(*ends, viewer=viewer)
    assert not JudgementRow.objects.exists()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.KEYHOLDER])
def test_who_does_not_work_with_reports_judges_nothing(house, pair, role):
    with pytest.raises(NotAllowed):
        judge(*pair, viewer=house.viewer(role), judgement=Judgement.SAME)
    with pytest.raises(NotAllowed):
        undo_judgement(*pair, viewer=house.viewer(role))


@pytest.mark.parametrize("damage", ["envelope", "grant"])
def test_a_damaged_reason_leaves_the_judgement(house, pair, damage):
    judge(*pair, viewer=house.analyst, judgement=Judgement.SAME, reason="Zelfde kamer.")
    row = JudgementRow.objects.get()
    if damage == "envelope":
        JudgementRow.objects.filter(pk=row.pk).update(sealed_reason=b"\x01" + bytes(80))
    else:
        Grant.objects.filter(record=row.record).update(sealed_key=bytes(80))
    found = opinion(house, pair[0])
    assert (found.judgement, found.damaged, found.reason) == (Judgement.SAME, True, "")


def test_every_judgement_and_every_undoing_is_in_the_journal(house, pair):
    judge(*pair, viewer=house.analyst, judgement=Judgement.SAME, reason="Canarie")
    undo_judgement(*pair, viewer=house.analyst)
    rows = [
        bytes(row.canonical) for row in JournalEntry.objects.filter(subject=str(pair[0])).order_by("index")
    ]
    actions = [json.loads(row)["action"] for row in rows]
    assert actions[-2:] == ["trace.judged", "trace.judgement_undone"]
    assert not any(b"Canarie" in row for row in rows)
