"""The journal's pages: auditors see the entries of their own organisation and prove them."""

from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext

from seinhuis.desk.journal import labels, selectors
from seinhuis.desk.journal.api import make_checkpoint, record, record_many
from seinhuis.desk.journal.contracts import EntryFilter
from seinhuis.desk.journal.keys import public_key
from seinhuis.desk.journal.models import JournalEntry, JournalTile
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Actor, Role
from seinhuis.desk.kernel.errors import NotAllowed, NotFound
from seinhuis.engine.ledger.checkpoint import open_checkpoint, parse_verifier_key
from seinhuis.engine.ledger.proofs import check_consistency, check_inclusion


@pytest.fixture
def auditor(house):
    return house.viewer(Role.AUDITOR)


@pytest.fixture
def auditing(house):
    return house.log_in(Role.AUDITOR)


def write(house, action="report.read", subject=None, role=Role.ANALYST, **more):
    actor = Actor(str(house.people[role]), house.card.id)
    return record(actor=actor, action=action, subject=subject or uuid4(), **more)


def own(auditor, **chosen):
    return [each.index for each in selectors.entries(EntryFilter(**chosen), viewer=auditor).entries]


def page(auditing, name, *arguments, status=200, **query):
    response = auditing.get(reverse(f"journal:{name}", args=arguments), query)
    assert response.status_code == status
    return response.content.decode()


def test_entries_are_shown_newest_first_with_words_and_names(house, auditing):
    subject = uuid4()
    first, second = write(house, "report.closed", subject, ground="resolved"), write(house)
    shown = page(auditing, "entries")
    assert shown.index(f">{second}</a>") < shown.index(f">{first}</a>")
    assert str(labels.ACTIONS["report.closed"]) in shown
    assert "analyst noord" in shown
    assert "resolved" in shown
    assert str(subject) in shown


def test_an_unknown_action_is_shown_as_it_is(house, auditing):
    write(house, "report.whatever_comes_later")
    assert "report.whatever_comes_later" in page(auditing, "entries")
    assert "report.whatever_comes_later" in page(auditing, "entries", action="report.whatever_comes_later")


def test_another_organisation_does_not_exist(house, other_house, auditor, auditing):
    mine, theirs = write(house), write(other_house)
    make_checkpoint()
    assert mine in own(auditor)
    assert theirs not in own(auditor)
    assert str(other_house.people[Role.ANALYST]) not in page(auditing, "entries")
    for name in ("entry", "proof"):
        page(auditing, name, theirs, status=404)
    for look in (selectors.entry, selectors.proof_of_entry, selectors.signing_checkpoint):
        with pytest.raises(NotFound):
            look(theirs, viewer=auditor)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_only_an_auditor_reads_the_journal(house, role):
    index = write(house)
    make_checkpoint()
    viewer, client = house.viewer(role), house.log_in(role)
    with pytest.raises(NotAllowed):
        selectors.entries(EntryFilter(), viewer=viewer)
    with pytest.raises(NotAllowed):
        selectors.proof_of_entry(index, viewer=viewer)
    with pytest.raises(NotAllowed):
        selectors.checkpoints(None, viewer=viewer)
    for name, *arguments in _addresses(index):
        page(client, name, *arguments, status=403)


def test_who_is_not_logged_in_is_sent_to_the_door(client, house):
    for name, *arguments in _addresses(write(house)):
        assert client.get(reverse(f"journal:{name}", args=arguments)).status_code == 302


def test_filters_narrow_to_one_person_action_thing_or_day(house, auditor, auditing):
    subject = uuid4()
    before = own(auditor)
    read, closed = write(house, subject=subject), write(house, "report.closed", subject, Role.COORDINATOR)
    assert own(auditor, subject=str(subject)) == [closed, read]
    assert own(auditor, actor=str(house.people[Role.COORDINATOR])) == [closed]
    assert own(auditor, action="report.closed") == [closed]
    assert own(auditor, day=clock.today()) == [closed, read, *before]
    shown = page(
        auditing, "entries", subject=str(subject), action="report.closed", day=clock.today().isoformat()
    )
    assert f">{closed}</a>" in shown
    assert f">{read}</a>" not in shown
    assert gettext("No entry fits. Choose something wider above.") in page(
        auditing, "entries", day="2001-01-01"
    )


@pytest.mark.parametrize(
    "query",
    [{"day": "yesterday"}, {"subject": "<script>"}, {"subject": "a b"}, {"actor": "no body"},
     {"before": "-1"}, {"before": "9" * 30}, {"action": "x" * 500}, {"subject": "a\x00b"}],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_said(auditing, query):
    shown = page(auditing, "entries", status=422, **query)
    assert 'role="alert"' in shown
    assert "<script>" not in shown


def test_pages_follow_one_another_without_gap_or_repeat(house, auditor, auditing):
    actor = Actor(str(house.people[Role.ANALYST]), house.card.id)
    with transaction.atomic():
        record_many(actor=actor, rows=[("report.imported", uuid4()) for _ in range(120)])
    seen, before = [], None
    while True:
        found = selectors.entries(EntryFilter(action="report.imported", before=before), viewer=auditor)
        seen += [each.index for each in found.entries]
        before = found.next_before
        if before is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == len(seen) == 120
    assert 'rel="next"' in page(auditing, "entries", action="report.imported")
    assert 'rel="next"' not in page(auditing, "entries", action="report.imported", before=str(seen[100]))


def test_an_entry_has_a_page_and_a_proof_that_anybody_can_check(house, auditing):
    index = write(house, "report.closed", ground="resolved")
    for _ in range(10):
        write(house)
    assert gettext("No checkpoint signs this entry yet. Please come back in a quarter of an hour.") in page(
        auditing, "entry", index
    )
    page(auditing, "proof", index, status=404)
    make_checkpoint()
    assert "report.closed" in page(auditing, "entry", index)
    key = parse_verifier_key(page(auditing, "key"))
    assert key == public_key()
    entry, checkpoint = check_inclusion(page(auditing, "proof", index), key)
    assert (entry.index, entry.action, entry.ground) == (index, "report.closed", "resolved")
    assert checkpoint.size > index


def test_what_is_downloaded_has_a_name_and_is_plain_text(house, auditing):
    index = write(house)
    size = make_checkpoint()
    for name, argument, called in [
        ("proof", index, f"entry-{index}.tlog-proof"),
        ("note", size, f"checkpoint-{size}.txt"),
        ("continuation", size, f"continues-{size}.txt"),
    ]:
        response = auditing.get(reverse(f"journal:{name}", args=[argument]))
        assert response["Content-Disposition"] == f'attachment; filename="{called}"'
        assert response["Content-Type"] == "text/plain; charset=utf-8"


def test_checkpoints_are_listed_and_continue_one_another(house, auditing):
    write(house)
    old = make_checkpoint()
    for _ in range(5):
        write(house)
    new = make_checkpoint()
    shown = page(auditing, "checkpoints")
    assert shown.index(f"checkpoints/{new}/") < shown.index(f"checkpoints/{old}/")
    assert str(public_key()) in shown
    kept = page(auditing, "note", old)
    assert open_checkpoint(kept, public_key()).size == old
    older, newer = check_consistency(page(auditing, "continuation", old), kept, public_key())
    assert (older.size, newer.size) == (old, new)
    for name in ("note", "continuation"):
        page(auditing, name, new + 1, status=404)
        page(auditing, name, 2**70, status=404)


def test_a_page_of_checkpoints_ends_where_the_next_begins(house, auditor):
    sizes = []
    for _ in range(selectors.PAGE + 3):
        write(house)
        sizes.append(make_checkpoint())
    first = selectors.checkpoints(None, viewer=auditor)
    second = selectors.checkpoints(first.next_before, viewer=auditor)
    listed = [each.size for each in first.checkpoints + second.checkpoints]
    assert listed == sorted(sizes, reverse=True)
    assert second.next_before is None


def test_an_entry_that_is_not_there_is_not_found(auditing, house):
    write(house)
    page(auditing, "entry", 10**6, status=404)
    page(auditing, "entry", 10**30, status=404)


def test_a_damaged_row_is_shown_as_damaged_and_the_rest_as_usual(house, auditing):
    good = write(house, "report.closed")
    line = JournalEntry.objects.get(pk=good)
    actor = Actor("somebody", house.card.id)
    for index, canonical, leaf in [(good + 1, line.canonical, line.leaf_hash), (good + 2, b"{}", bytes(32))]:
        JournalEntry.objects.create(
            index=index, canonical=canonical, leaf_hash=leaf, organisation=actor.organisation, actor=actor.id,
            action="report.read", day=clock.today(),
        )  # fmt: skip
    shown = page(auditing, "entries")
    assert shown.count("badge-red") == 2
    assert str(labels.ACTIONS["report.closed"]) in shown
    assert "notice-error" in page(auditing, "entry", good + 1)


def test_proofs_of_a_long_journal_take_few_queries(house, auditor):
    actor = Actor(str(house.people[Role.ANALYST]), house.card.id)
    with transaction.atomic():
        record_many(actor=actor, rows=[("report.imported", UUID(int=number)) for number in range(1500)])
    size = make_checkpoint()
    assert JournalTile.objects.count() == size // 256
    for index in (size - 1500, 700, 1023, 1024, size - 1):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            text = selectors.proof_of_entry(index, viewer=auditor)
        assert check_inclusion(text, public_key())[0].index == index
        assert len(queries) <= 8


def test_the_number_of_queries_of_the_list_does_not_grow(house, auditing):
    write(house)
    page(auditing, "entries")
    with CaptureQueriesContext(connection) as few:
        page(auditing, "entries")
    for _ in range(40):
        write(house)
    with CaptureQueriesContext(connection) as many:
        page(auditing, "entries")
    assert len(many) == len(few)


def _addresses(index):
    bare = [("entries",), ("checkpoints",), ("key",)]
    return [*bare, ("entry", index), ("proof", index), ("note", 1), ("continuation", 1)]
