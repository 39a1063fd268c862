"""Who does not belong here sees nothing: every address, with every id of another organisation."""

import re
import uuid
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from seinhuis.desk.accounts.api import add_member, at_the_desk
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.reports.api import reference
from tests.attacks import ids
from tests.attacks.browsing import UUID, Visitor, crawl
from tests.attacks.filling import Filler
from tests.attacks.full_house import starts
from tests.attacks.standing import db, fill, put_back  # noqa: F401 - fixtures
from tests.desk.conftest import PASSPHRASE, make_house

THEIR_WORD = re.compile(r"qzzuid\d{4}x|\+316\d{8}|\+31655443322")
OUR_WORD = re.compile(r"qznoord\d{4}x")
KEY_ROLES = (Role.ANALYST, Role.COORDINATOR, Role.KEYHOLDER)
PATTERNS = ids.every_pattern()
WITH_IDS = [each for each in PATTERNS if each.converters and each.name != "reports:start"]
NOBODY = uuid.UUID(int=7)
NUMBER = 2**40
# What keyholders read by the rules of the house: the address book, to whose keys packages are sealed.
ADDRESS_BOOK = {"recipient", "recipient_contact", "spoken_with"}


@dataclass(frozen=True)
class Two:
    """Us, who look where we should not, and them."""

    us: object
    them: object
    keys: dict
    theirs: list
    numbers: list
    bodies: dict
    everything: Visitor
    uuids: set
    rows: set

    def visitor(self, role):
        return self.everything if role in KEY_ROLES else self.us.visitor(role)


@pytest.fixture(scope="module")
def two(db):  # noqa: F811 - the fixture
    us = fill(make_house("noord"), "qznoord", lines=1)
    add_member(
        us.house.founded,
        username="alles-noord",
        display_name="Alles",
        roles=KEY_ROLES,
        passphrase=PASSPHRASE,
    )
    before = ids.all_keys()
    them = fill(make_house("zuid"), "qzzuid", lines=1)
    # Log in now: what a test does is undone afterwards.
    _visitors = [house.visitor(role) for house in (us, them) for role in Role]
    keys = ids.made_since(before)
    numbers = _numbers(keys)
    client = Client()
    page = client.post(reverse("account_login"), {"login": "alles-noord", "password": PASSPHRASE})
    assert page.status_code == 302
    bodies, uuids = _bodies(them), ids.every_uuid(keys)
    rows = ids.rows_about(uuids)
    return Two(us, them, keys, ids.one_of_each(keys), numbers, bodies, Visitor(client), uuids, rows)


def _numbers(keys):
    """Numbers that stand in their addresses: of identifiers in a report, and of entries in the journal."""
    entries = [row.pk for row in JournalEntry.objects.filter(pk__in=keys[JournalEntry])[:3]]
    return [1, 2, *entries]


def _bodies(them):
    """What they themselves would send, by the name of the address: {name: [data]}."""
    found = {}
    for role in KEY_ROLES:
        filler = Filler(lambda form, field: "Kamer 12")
        for page in crawl(them.visitor(role), starts(role), limit=100):
            for form in page.forms:
                if form.method == "post":
                    button = next(iter(form.buttons), None)
                    data = {**form.data(), **filler.answers_for(form, last=True)}
                    if button is not None and button.name:
                        data[button.name] = button.value
                    found.setdefault(form.view, []).append(data)
    return found


def _kind_of(two, name):
    """The id of theirs that belongs in a parameter of this name."""
    line = two.them.lines[0]
    known = {
        **line.parts,
        "recipient": line.recipient,
        "handover": line.sent,
        "entry": line.noise,
        "source": line.parts["report"],
    }
    return known.get(name) or (line.report if name == "report" else None)


def _ours(two, name):
    line = two.us.lines[0]
    known = {
        "dossier": line.dossier,
        "report": line.report,
        "handover": line.draft,
        "recipient": line.recipient,
    }
    return known.get(name)


def _asked(two, pattern):
    """Addresses of theirs: each id in each place; in those with several ids also ours before theirs."""
    numbers = two.numbers[2:] if pattern.name.startswith("journal:") else two.numbers
    right = {name: each for name in pattern.parameters if (each := _kind_of(two, name))}
    yield from ids.fillings(pattern, two.theirs, numbers, right)
    first, *others = [name for name, kind in pattern.converters if not ids.values_for(kind, [1])] or [""]
    if others and (ours := _ours(two, first)):
        for values in ids.fillings(pattern, two.theirs, numbers, {**right, first: ours}):
            if values[first] == ours:
                yield values


@pytest.mark.usefixtures("put_back")
def test_there_is_something_to_steal(two):
    """Their own people do see the words that nobody else may see."""
    assert len(WITH_IDS) > 45
    assert len(two.theirs) > 15
    pages = crawl(two.them.visitor(Role.ANALYST), starts(Role.ANALYST), limit=150)
    seen = {word for page in pages for word in THEIR_WORD.findall(page.text)}
    assert len(seen) > 30


@pytest.mark.parametrize("pattern", WITH_IDS, ids=str)
@pytest.mark.usefixtures("put_back")
def test_an_address_with_ids_of_theirs_shows_and_changes_nothing(two, pattern):
    """Not even that it exists: the answer is the one that an id gets which nobody has."""
    role = Role.AUDITOR if pattern.name.startswith("journal:") else Role.ANALYST
    visitor = two.visitor(role)
    body = two.bodies.get(pattern.name, [{}])[0]
    nobodys = {}
    for values in _asked(two, pattern):
        url = pattern.address(**values)
        nowhere = pattern.address(**_made_up(two, values))
        for method in (visitor.client.get, visitor.client.post):
            if method == visitor.client.post and not _right_kind(two, pattern, values):
                continue
            page = visitor.read(url, method(url, body))
            assert not THEIR_WORD.search(page.text), url
            assert page.status in (403, 404, 405, 409) or _is_everybodys(pattern, page), url
            same = {key: _nobody_for(value, values) for key, value in body.items()}
            if (nowhere, method, str(same)) not in nobodys:
                nobodys[nowhere, method, str(same)] = _said(visitor.read(nowhere, method(nowhere, same)))
            said = nobodys[nowhere, method, str(same)]
            assert _is_everybodys(pattern, page) or _said(page) == said, url
    assert ids.rows_about(two.uuids) == two.rows


def _nobody_for(value, values):
    """In what is sent, too, the id of the address becomes one that nobody has."""
    asked = {str(each) for each in values.values()}
    return [
        str(NOBODY) if str(each) in asked else each
        for each in (value if isinstance(value, list) else [value])
    ]


def _said(page):
    return page.status, UUID.sub("", page.text)


def _made_up(two, values):
    """The same address with ids that nobody has in the place of theirs; numbers beyond the last."""
    ours = {_ours(two, name) for name in values}
    return {
        name: value
        if value in ours or isinstance(value, str)
        else NUMBER
        if isinstance(value, int)
        else NOBODY
        for name, value in values.items()
    }


def _right_kind(two, pattern, values):
    return any(_kind_of(two, name) == value for name, value in values.items()) or not two.bodies.get(
        pattern.name
    )


def _is_everybodys(pattern, page):
    """The heads of the journal are those of the whole installation; they hold numbers and hashes only."""
    shared = ("journal:note", "journal:continuation", "journal:stamp")
    return pattern.name in shared and page.status == 200


@pytest.mark.parametrize("role", [*Role, None], ids=str)
@pytest.mark.usefixtures("put_back")
def test_no_list_of_ours_holds_anything_of_theirs(two, role):
    """Every page that we reach by links, every address without ids, and none of it speaks of them."""
    visitor = two.visitor(role) if role else Visitor()
    pages = crawl(visitor, starts(role) if role else ["/nl/"], limit=150)
    assert len(pages) > 1
    pages += [visitor.follow(visitor.get(each.address())) for each in PATTERNS if not each.converters]
    names = {two.them.house.username(each) for each in Role}
    theirs = {str(each) for each in two.uuids}
    for page in pages:
        assert page.status < 500
        assert not re.search(r"qzzuid\d{4}x", page.text), page.url
        assert not any(name in page.text for name in names), page.url
        if page.is_html:
            assert not theirs & set(UUID.findall(page.html)), page.url


def _id_fields(form):
    """Fields that choose something by its id."""
    for each in form.fields:
        values = each.options if each.kind == "select" else [each.value]
        named = each.name in ("reference", "suggestion", "seen")
        if each.name != "csrfmiddlewaretoken" and (named or any(UUID.fullmatch(value) for value in values)):
            yield each


def _forged(two):
    """Our own forms, each with the fields in which an id of theirs could be put."""
    done = set()
    for page in crawl(two.everything, [*starts(Role.ANALYST), *starts(Role.KEYHOLDER)], limit=200):
        for form in page.forms:
            for field in {each.plain_name: each for each in _id_fields(form)}.values():
                if (form.view, field.plain_name) not in done:
                    done.add((form.view, field.plain_name))
                    yield form, field


@pytest.mark.usefixtures("put_back")
def test_an_id_of_theirs_in_a_form_of_ours_reaches_nothing(two):
    filler = Filler(lambda form, field: "Kamer 12")
    forged = list(_forged(two))
    assert {"triage:join", "traces:judge", "handover:start", "dossiers:add_statement"} <= {
        form.view for form, _field in forged
    }
    right = [two.them.lines[0].report, two.them.lines[0].dossier, two.them.lines[0].recipient]
    for form, field in forged:
        tried = [reference(right[0])] if field.name == "reference" else [*two.theirs[:2], *right]
        for value in tried:
            with transaction.atomic():
                changed = {**filler.answers_for(form, last=True), field.name: str(value)}
                page = two.everything.follow(
                    two.everything.submit(form, changed, next(iter(form.buttons), None))
                )
                assert page.status < 500, (form.view, field.name)
                assert not re.search(r"qzzuid\d{4}x", page.text), (form.view, field.name)
                assert ids.rows_about(two.uuids) == two.rows, (form.view, field.name, value)
                transaction.set_rollback(True)


@pytest.mark.parametrize("role", [None, Role.AUDITOR, Role.ADMINISTRATOR, Role.KEYHOLDER], ids=str)
@pytest.mark.usefixtures("put_back")
def test_who_has_no_part_in_the_content_sees_none_of_it(two, role):
    """Anybody else of our own house, at every address, with our own ids."""
    visitor = Visitor() if role is None else two.us.visitor(role)
    allowed = ADDRESS_BOOK if role is Role.KEYHOLDER else set()
    words = {word for word, place in two.us.words.made.items() if place not in allowed}
    line = two.us.lines[0]
    known = {
        **line.parts,
        "handover": line.sent,
        "recipient": line.recipient,
        "entry": line.noise,
        "source": line.parts["report"],
    }
    for pattern in PATTERNS:
        if pattern.name in ("account_logout", "reports:start"):
            continue
        for values in ids.fillings(pattern, [line.report], [1, 2], known):
            url = pattern.address(**values)
            with transaction.atomic():
                body = two.bodies.get(pattern.name, [{}])[0]
                answers = [visitor.get(url), visitor.read(url, visitor.client.post(url, body))]
                for page in answers:
                    assert page.status < 500, url
                    assert not words & set(OUR_WORD.findall(page.text)), url
                    if role is None and at_the_desk(url):
                        assert page.status in (302, 403, 405), url
                transaction.set_rollback(True)
