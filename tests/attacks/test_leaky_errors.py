"""Something breaks deep inside with what somebody typed in it: nobody reads it, nothing is half done."""

import io
import json
import logging

import pytest
from django.db import connection, transaction

from seinhuis.desk.handover import validating
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.journal import actions as journal_actions
from seinhuis.desk.kernel import outbox
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.models import OutboxMessage
from seinhuis.desk.reports import importing, sealed_rows
from seinhuis.desk.reports.models import Report
from seinhuis.desk.triage import handlers
from seinhuis.desk.triage.models import QueueItem
from seinhuis.desk.vault import contracts
from seinhuis.site.command_line import main
from seinhuis.site.quiet_logging import QuietFormatter, QuietHandler
from tests.attacks.browsing import crawl, view_name
from tests.attacks.filling import Filler
from tests.attacks.full_house import starts
from tests.attacks.ids import house_models
from tests.attacks.standing import db, put_back  # noqa: F401 - fixtures
from tests.attacks.test_bad_input import forms, fresh, standing  # noqa: F401 - fixtures
from tests.desk.reports.walking import WHOLE, Form

CANARY = "qzlek0000x"
# What a crash may leave: sessions and counts of attempts belong to no record.
BESIDE = ("QueueItem", "Person")


def leaking(*arguments, **named):
    """Takes the place of something deep inside; its exception holds what somebody typed."""
    error = ValueError(f"invalid value: {CANARY}")
    error.add_note(CANARY)
    raise error from KeyError(CANARY)


def everything_kept():
    """Every row of the house, for comparing; that a page was read stands in the journal, as it should."""
    tables = [model for model in house_models() if "Journal" not in model.__name__]
    return {model.__name__: sorted(map(repr, model._base_manager.values_list())) for model in tables}


def quiet(visitor):
    visitor.client.raise_request_exception = False
    return visitor


# Where it breaks: sealing, the journal, the outbox. Each is reached by everything that writes.
PLACES = {
    "sealing": (contracts, "seal"),
    "journal": (journal_actions, "_append"),
    "the last step of the journal": (journal_actions, "leaf_hash"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.usefixtures("put_back")
def test_a_form_that_breaks_says_nothing_and_does_nothing(standing, forms, monkeypatch, logged, place):  # noqa: F811
    before = everything_kept()
    broken = 0
    for visitor, url, key in forms:
        form = fresh(visitor, url, key)
        if form.method == "get":
            continue
        changed = Filler(lambda form, field: f"{CANARY} {field.name}"[:90]).answers_for(form, last=True)
        monkeypatch.setattr(*PLACES[place], leaking)
        with transaction.atomic():
            page = quiet(visitor).submit(form, changed, next(iter(form.buttons), None))
            monkeypatch.undo()
            if page.status == 500:
                broken += 1
                assert CANARY not in page.text, form.view
                assert "stuk" in page.text
                if broken % 10 == 1:
                    assert everything_kept() == before, form.view
            transaction.set_rollback(True)
    assert broken > 10
    assert logged.getvalue().count("ValueError") >= broken
    assert CANARY not in logged.getvalue()
    assert everything_kept() == before


@pytest.mark.usefixtures("put_back")
def test_a_page_that_breaks_says_nothing(standing, monkeypatch, logged):  # noqa: F811
    """Opening breaks on every page that shows something sealed."""
    visitor = quiet(standing.visitor(Role.ANALYST))
    urls = [page.url for page in crawl(visitor, starts(Role.ANALYST), limit=80)]
    monkeypatch.setattr(contracts, "open_envelope", leaking)
    kinds = {}
    for url in urls:
        kinds.setdefault(view_name(url), url)
    statuses = []
    for url in kinds.values():
        with transaction.atomic():
            page = visitor.get(url)
            statuses.append(page.status)
            assert page.status in (200, 500), url
            assert CANARY not in page.text, url
            transaction.set_rollback(True)
    assert statuses.count(500) > 10
    assert "ValueError" in logged.getvalue()
    assert CANARY not in logged.getvalue()


@pytest.mark.usefixtures("put_back")
def test_the_public_form_that_breaks_keeps_nothing_and_can_be_sent_again(standing, monkeypatch, logged):  # noqa: F811
    form = Form("noord")
    form.client.raise_request_exception = False
    form.walk_to("review", WHOLE | {"story": {"story": f"{CANARY} Kamer 12"}})
    before, review = everything_kept(), form.page
    monkeypatch.setattr(journal_actions, "_append", leaking)
    with transaction.atomic():
        page = form.press("submit")
        assert page.status_code == 500
        assert CANARY not in page.content.decode()
        transaction.set_rollback(True)
    monkeypatch.undo()
    assert everything_kept() == before
    form.page = review
    assert form.press("submit").status_code == 200
    assert "ValueError" in logged.getvalue()
    assert CANARY not in logged.getvalue()


@pytest.mark.usefixtures("put_back")
def test_a_search_that_breaks_costs_no_report(standing, monkeypatch, logged):  # noqa: F811
    monkeypatch.setattr(sealed_rows.finding, "extract", leaking)
    sent = standing.house.report(story=f"{CANARY} 06 12345678")
    assert Report.objects.filter(pk=sent.report).exists()
    assert "ValueError" in logged.getvalue()
    assert CANARY not in logged.getvalue()


@pytest.mark.usefixtures("put_back")
def test_news_that_breaks_waits_with_the_kind_of_failure_only(standing, monkeypatch, logged):  # noqa: F811
    while outbox.deliver_pending(in_worker=False):
        continue
    sent = standing.house.report(story=f"{CANARY} 06 12345678")
    monkeypatch.setattr(handlers, "fresh_date", leaking)
    outbox.deliver_pending(in_worker=False)
    monkeypatch.undo()
    waiting = OutboxMessage.objects.filter(attempts__gt=0)
    assert waiting.count() == 1
    assert CANARY not in json.dumps(list(OutboxMessage.objects.values()), default=str)
    assert waiting.get().failed_with == "ValueError"
    assert not QueueItem.objects.filter(pk=sent.report).exists()
    assert CANARY not in logged.getvalue()
    waiting.update(not_before=None)
    outbox.deliver_pending(in_worker=False)
    assert QueueItem.objects.filter(pk=sent.report).exists()


@pytest.mark.usefixtures("put_back")
def test_a_check_in_the_background_that_breaks_waits_too(standing, monkeypatch, logged):  # noqa: F811
    line = standing.lines[0]
    OutboxMessage.objects.all().delete()
    event = validating.HandoverSent(str(line.draft), str(standing.house.card.id))
    Handover.objects.filter(pk=line.draft).update(case_for_worker=b"x")
    outbox.announce(event)
    monkeypatch.setattr(validating, "unwrap", leaking)
    outbox.deliver_pending()
    row = OutboxMessage.objects.get()
    assert row.failed_with == "ValueError"
    assert CANARY not in json.dumps(row.payload) + row.failed_with
    assert Handover.objects.get(pk=line.draft).case_for_worker == b"x"
    assert CANARY not in logged.getvalue()


@pytest.mark.parametrize(
    "broken",
    [(importing, "derive"), (contracts, "seal"), (journal_actions, "leaf_hash")],
    ids=lambda each: each[1],
)
@pytest.mark.usefixtures("put_back")
def test_an_import_that_breaks_says_nothing_and_keeps_nothing(standing, monkeypatch, capfd, tmp_path, broken):  # noqa: F811
    lines = [{"id": f"m{number}", "month": "2020-06", "text": f"{CANARY} {number}"} for number in range(5)]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    arguments = ["reports", "import", str(path), "--organisation", "noord", "--json"]
    before = everything_kept()
    monkeypatch.setattr(*broken, leaking)
    with transaction.atomic():
        assert main(arguments) != 0
        transaction.set_rollback(connection.needs_rollback)
    monkeypatch.undo()
    said = capfd.readouterr()
    assert CANARY not in said.err + said.out
    assert "ValueError" in said.err
    assert everything_kept() == before
    assert main(arguments) == 0
    assert json.loads(capfd.readouterr().out)["imported"] == 5


def test_a_log_that_cannot_be_written_says_nothing_either(capsys):
    """Python itself would print the line with everything in it."""
    closed = io.StringIO()
    closed.close()
    handler = QuietHandler(closed)
    handler.setFormatter(QuietFormatter())
    handler.handle(logging.makeLogRecord({"name": "seinhuis", "msg": f"{CANARY} %s", "args": (CANARY,)}))
    said = capsys.readouterr().err
    assert "could not be written" in said
    assert CANARY not in said
