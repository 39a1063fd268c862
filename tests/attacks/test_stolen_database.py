"""A thief has the database, the files and the logs, but no keys: nothing that anybody typed is in them."""

import itertools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from seinhuis.desk.accounts.models import Organisation, Person
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.kernel import outbox
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.models import OutboxMessage
from seinhuis.engine.evidence.seal import generate_age_identity
from seinhuis.engine.sealing.receipts import new_receipt
from seinhuis.engine.sealing.recovery import new_recovery_code
from tests.attacks import stolen
from tests.attacks.browsing import Visitor, crawl, view_name
from tests.attacks.filling import Filler, fill_everything
from tests.attacks.full_house import deliver, drafts_for_everybody, judge_links, make_line, starts
from tests.desk.conftest import PASSPHRASE
from tests.desk.handover.test_line import code_in, opened_with_age
from tests.desk.traces.corpora import make_corpus

pytestmark = [pytest.mark.django_db(transaction=True)]
STEM = "qzkanarie"
NAMES = "qznaam"
NUMBERS = ("655443322", "611002201", "644005501", "622003301", "633004401", "677889900")


class Canaries:
    """Words that stand nowhere else; each is made once and remembered with its place."""

    def __init__(self):
        self.numbers = itertools.count(1)
        self.planted = {}

    def __call__(self, place):
        word = f"{STEM}{next(self.numbers):04d}x"
        self.planted[word] = place
        return word

    def for_field(self, form, field):
        word = self((form.view, field.plain_name))
        if (form.view, field.plain_name) == ("dossiers:add_identifiers", "text"):
            return f"0677889900 {word}@mail.example https://{word}.example/{word} instagram: {word}"
        return word


def another_report(form, field):
    from seinhuis.desk.reports.api import reference
    from seinhuis.desk.reports.models import Report

    here = form.action.split("/reports/")[1][:36]
    return reference(Report.objects.exclude(pk=here).order_by("pk").first().pk)


# Fields in which no word can stand, or whose word may stand in the clear; each with the reason.
DECIDED = {
    # The house shows these to everybody who works in it and prints them in packages: names of people at work.
    ("accounts:add", "display_name"): lambda form, field: f"{NAMES} Sam",
    ("accounts:add", "username"): lambda form, field: f"{NAMES}.sam",
    # A public key of somebody else; the code checks that it is one.
    ("handover:recipients", "age_recipient"): lambda form, field: generate_age_identity()[1],
    # Days and references choose something; the forms refuse everything else.
    ("triage:join", "reference"): another_report,
    ("dossiers:fact_from_source", "happened_on"): lambda form, field: "2026-05",
    # The words of a passage must stand in the source: those of the report are there already.
    ("dossiers:fact_from_source", "passage"): lambda form, field: SOURCE_WORDS[0],
    ("dossiers:fact_from_source", "passage_field"): lambda form, field: "story",
    ("accounts:add", "roles"): lambda form, field: ["analyst"],
    # Places in a list, counted from one; the form refuses everything that is no number.
    ("traces:corpus_choose_way", "start"): lambda form, field: "1",
    ("traces:corpus_choose_way", "end"): lambda form, field: "2",
    # Only what identifies can be looked up; the word goes along with it.
    ("traces:corpus", "value"): lambda form, field: f"0677889900 {STEM}9999x@mail.example",
}
SOURCE_WORDS = [""]


def own_wording_where_possible(form, field):
    wording = field.name.replace("-choice", "-wording")
    return "replace" if any(each.name == wording for each in form.fields) else "keep"


DECIDED["handover:clearing", "*-choice"] = own_wording_where_possible
# The pages of a coordinator are those of an analyst; what only they have stands on the first ones.
PAGES = {Role.ANALYST: 250, Role.COORDINATOR: 10}
CHOICES = ("roles", "passage_field", "*-choice")


@pytest.fixture(autouse=True)
def _empty_cache(db):
    cache.clear()


@pytest.fixture
def corpus(tmp_path):
    """A corpus where an installation has it: among what a thief gets."""
    folder = make_corpus(Path(settings.SEINHUIS_CORPUS), tmp_path)
    yield folder
    shutil.rmtree(folder)


def test_the_search_finds_words_wherever_they_hide(house, tmp_path):
    """Nothing found would mean nothing if the search were blind."""
    import base64
    import pickle
    import zlib

    word = f"{STEM}0001x"
    shapes = [
        word.encode(),
        word.upper().encode(),
        f"ab{word}cd".encode("utf-16-le"),
        word.encode().hex().upper().encode(),
        base64.b64encode(b"x" + word.encode() + b"yz"),
        base64.urlsafe_b64encode(b"xy" + word.encode() + b"z"),
        zlib.compress(word.encode()),
        base64.b64encode(pickle.dumps({"name": word})),
        base64.b64encode(zlib.compress(word.encode())),
        b"\\x" + b"".join(f"{each:02x}".encode() for each in word.encode()),
        "".join(f"\\u{ord(sign):04x}" for sign in word).encode(),
    ]
    assert {str(number) for number in range(len(shapes))} == stolen.holding(
        ((str(number), shape) for number, shape in enumerate(shapes)), [STEM]
    )
    assert stolen.holding_digits([("a", b"tel 06-55 44.33 22"), ("b", b"655443323")], ["655443322"]) == {"a"}
    cache.set("key", word)
    Organisation.objects.filter(pk=house.card.id).update(contact=word)
    path = Path(settings.SEINHUIS_HOME) / "left-behind.txt"
    path.write_text(word)
    found = stolen.holding(stolen.everything(), [STEM])
    path.unlink()
    assert {"table cache_table", "table accounts_organisation", "file left-behind.txt"} <= found


@pytest.mark.tool("age", "tar", "pdfinfo")
def test_nothing_that_anybody_typed_is_in_what_a_thief_gets(house, corpus, tmp_path, logged):
    canary = Canaries()
    lines = [make_line(house, 1, canary, send=False)]
    SOURCE_WORDS[0] = next(word for word, place in canary.planted.items() if place == "passage")
    filler = Filler(canary.for_field, DECIDED)
    visitors = {role: Visitor(house.log_in(role)) for role in Role}
    public = Visitor()
    codes = [lines[0].receipt.digits]

    codes += [_public_form(public, filler, house, last=last) for last in (True, False)]
    deliver()
    drafts_for_everybody(house, lines[0])
    fill_everything(filler, [(visitors[role], starts(role), PAGES.get(role, 10)) for role in Role])
    second = make_line(house, 2, canary)
    judge_links(house, [lines[0], second], canary)
    _come_back(public, filler, codes[-1], canary)
    codes.append(_acknowledge(public, filler, second, visitors[Role.ANALYST], tmp_path))
    codes += _wrong_attempts(filler, canary, house)
    _change_passphrase(filler, house, canary)
    _unknown_parameters(canary, public, visitors)
    written = logged.getvalue() + _worker(tmp_path)
    assert "WARNING" in written

    missing = filler.seen - filler.accepted - set(DECIDED)
    assert not missing, f"decide what these fields hold, and plant a word in them: {sorted(missing)}"
    stale = {key for key in DECIDED if key[1] not in CHOICES} - filler.seen
    assert not stale, f"these fields are gone: {stale}"
    assert len(canary.planted) > 100
    assert ("traces:corpus", "value") in filler.accepted

    pieces = [*stolen.everything(), ("logs", written.encode())]
    visitors[None] = public
    pieces += [
        ("outside", repr(each).encode()) for visitor in visitors.values() for each in _outside(visitor)
    ]
    assert stolen.holding(pieces, [STEM]) == set()
    assert stolen.holding_digits(pieces, [*NUMBERS, *codes]) == set()
    assert stolen.holding(pieces, [NAMES]) == _plain_by_decision(pieces)
    assert not any(word in _paths_of_house() for word in (STEM, NAMES))


def _outside(visitor):
    """Headers, cookies and addresses; what a person typed into an address themselves is not of our making."""
    for url, headers, cookies in visitor.outside:
        if view_name(url) != "journal:entries" and STEM not in url:
            yield url, headers, cookies


def _plain_by_decision(pieces):
    """Where the names of people who work here stand: in the table of people, so in the database's files."""
    allowed = {"table accounts_person", "copy of accounts_person"}
    home = {f"file {path.name}" for path in Path(settings.SEINHUIS_HOME).glob("test.sqlite3*")}
    assert Person.objects.filter(username=f"{NAMES}.sam").exists()
    return stolen.holding(pieces, [NAMES]) & (allowed | home)


def _paths_of_house():
    return " ".join(str(path) for path in Path(settings.SEINHUIS_HOME).rglob("*"))


def _public_form(visitor, filler, house, *, last):
    """Walk the form to its end and return the code."""
    page = visitor.get(reverse("reports:start", args=[house.card.slug]))
    for _ in range(15):
        form = next(each for each in page.forms if any(one.name == "step" for one in each.fields))
        go = next(each for each in form.buttons if each.value in ("next", "submit"))
        filler.look(form)
        page = filler.fill(visitor, form, button=go, last=last)
        assert page.status == 200, page.text
        filler.accepted |= {(form.view, each.plain_name) for each in form.typed}
        if go.value == "submit":
            break
    shown = re.search(r'class="report-code".*?</p>', page.html, re.S).group()
    return re.sub(r"\D", "", re.sub(r"<[^>]*>", "", shown.split(">", 1)[1]))


def _come_back(visitor, filler, code, canary):
    page = visitor.get(reverse("reports:back"))
    form = page.form("reports:back", "code")
    filler.look(form)
    page = visitor.submit(form, {"code": code})
    assert page.status == 200
    filler.accepted.add(("reports:back", "code"))
    form = page.form("reports:back", "pass", "text")
    word = canary(("reports:back", "text"))
    page = visitor.submit(form, {"text": f"{word} 06 77889900"})
    assert page.status == 200
    assert word in page.text
    filler.look(form)
    filler.accepted.add(("reports:back", "text"))


def _acknowledge(visitor, filler, line, analyst, tmp_path):
    """Open the package as its recipient does, and enter its code."""
    (tmp_path / "package").mkdir()
    page = analyst.get(reverse("handover:page", args=[line.sent]))
    package = analyst.submit(page.form("handover:download")).bytes
    code = code_in(opened_with_age(package, line.identity, tmp_path / "package"))
    form = visitor.get(reverse("handover:acknowledge")).form("handover:acknowledge")
    page = filler.fill(visitor, form)
    assert page.status == 422
    word = filler.answers[-1][1]["call_back"]
    assert word in page.text
    page = visitor.submit(form, {"code": code, "call_back": f"{word} 06 77889900"})
    assert page.status == 200, page.text
    filler.accepted |= {("handover:acknowledge", "code"), ("handover:acknowledge", "call_back")}
    assert Handover.objects.get(pk=line.sent).sealed_call_back
    return re.sub(r"\D", "", code)


def _wrong_attempts(filler, canary, house):
    """Codes and names that are not right are not kept either."""
    visitor = Visitor()
    tried = [new_receipt().digits, new_receipt().digits]
    for view, code in (("reports:back", tried[0]), ("handover:acknowledge", tried[1])):
        page = visitor.submit(visitor.get(reverse(view)).form(view, "code"), {"code": code})
        assert page.status == 422
    for view, typed in (
        ("account_login", {"login": canary("login"), "password": canary("password")}),
        ("account_login", {"login": house.username(Role.ANALYST), "password": canary("password")}),
        (
            "accounts:recover",
            {
                "username": house.username(Role.ANALYST),
                "recovery_code": new_recovery_code(),
                "new": (word := f"{canary('new')} vier woorden"),
                "again": word,
            },
        ),
        (
            "accounts:recover",
            {"username": canary("name"), "recovery_code": canary("code"), "new": word, "again": word},
        ),
    ):
        form = visitor.get(reverse(view)).form(view)
        page = visitor.submit(form, typed)
        assert page.status == 422, page.text
        filler.look(form)
        # Refused, as it should be; that nothing of it stays behind is what is tested here.
        filler.accepted |= {(view, each.plain_name) for each in form.typed}
    return tried


def _change_passphrase(filler, house, canary):
    visitor = Visitor(house.log_in(Role.ANALYST))
    form = visitor.get(reverse("accounts:passphrase")).form("accounts:passphrase")
    word = f"{canary('new passphrase')} en meer"
    page = visitor.submit(form, {"old": PASSPHRASE, "new": word, "again": word})
    assert page.status == 302, page.text
    client = Client()
    page = client.post(reverse("account_login"), {"login": house.username(Role.ANALYST), "password": word})
    assert page.status_code == 302
    filler.look(form)
    filler.accepted |= {(form.view, each.plain_name) for each in form.typed}
    # The passphrase that signs is that of somebody's login; a package was signed with it above.
    filler.accepted.add(("handover:sign", "passphrase"))


def _unknown_parameters(canary, public, visitors):
    """Words in an address, known and unknown parameters alike."""
    names = ("show", "page", "before", "subject", "actor", "action", "day", "next", "replaces", "x")
    for role, visitor in visitors.items():
        for page in crawl(visitor, starts(role), limit=12):
            query = "&".join(f"{name}={canary('address')}" for name in names)
            assert visitor.get(f"{page.url.split('?')[0]}?{query}").status in (200, 302, 404, 422)
    for name in ("account_login", "front_door", "reports:back", "accounts:recover"):
        public.get(f"{reverse(name)}?next=/{canary('address')}/")


def _worker(tmp_path):
    """Run the real worker over the same database, once with damage, and return what it wrote."""
    home = tmp_path / "worker"
    home.mkdir()
    real = Path(settings.SEINHUIS_HOME)
    for name in ("keys", "blobs"):
        (home / name).symlink_to(real / name)
    environment = {
        **os.environ,
        "SEINHUIS_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "seinhuis.site.settings",
    }
    if connection.vendor == "sqlite":
        (home / "seinhuis.sqlite3").symlink_to(connection.settings_dict["NAME"])
    else:
        url, _slash, _name = os.environ["SEINHUIS_DATABASE_URL"].rpartition("/")
        environment["SEINHUIS_DATABASE_URL"] = f"{url}/{connection.settings_dict['NAME']}"
    row = Handover.objects.exclude(case_for_worker=None).first()
    Handover.objects.filter(pk=row.pk).update(case_for_worker=row.case_for_worker[:-1])
    OutboxMessage.objects.create(name="no.such.event", handler="no.such.handler", payload={})
    done = subprocess.run(
        [sys.executable, "-m", "seinhuis.site.command_line", "worker", "--once"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "could not be delivered" in done.stderr
    assert "A case file could not be checked" in done.stderr
    assert outbox.waiting() == 1
    return done.stdout + done.stderr
