"""Whatever somebody types or sends is shown as text or refused with a sentence; nothing gets lost."""

import csv
import json
import re
import unicodedata
from functools import cache

import pytest
from django.db import transaction
from django.urls import reverse
from fontTools.ttLib import TTFont
from matplotlib.font_manager import findSystemFonts

from seinhuis.desk.handover.api import sealed_package
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.typed_text import visible
from seinhuis.engine.evidence.conformance import validate_case
from seinhuis.engine.evidence.seal import generate_age_identity
from seinhuis.site.command_line import main
from tests.attacks.browsing import a_file, crawl
from tests.attacks.filling import BY_HAND, Filler, fill_everything
from tests.attacks.full_house import drafts_for_everybody, make_line, starts
from tests.attacks.standing import Standing, Words, db, put_back  # noqa: F401 - fixtures
from tests.desk.conftest import make_house
from tests.desk.handover.test_line import opened_with_age
from tests.desk.handover.tools import run

SPACES = re.compile(r"\s+")
NASTY = (
    "{{7*7}} {% load i18n %}{% now 'Y' %} ${7*7} %(x)s "
    "<script>alert(1)</script><img src=x onerror=alert(1)><!-- ]]> &lt; &amp; \"'\\ </textarea></title> "
    '=HYPERLINK("http://x.example","y") @SUM(A1) #let x = 1 #import "x.typ": * #read("/etc/passwd") '
    "$x^2$ *b* _i_ "
    '"},{"@id":"x" \u202etxt.exe\u202c \u2066x\u2069 \x00\x07\x1b[31m\x7f\x85\u2028\ufeff '
    "\U0001f469\u200d\U0001f467 e\u0301 ｚ"
    "\nBag-Size: 1\n\n[x](javascript:alert(1))"
)
# The same for fields that take a line: the shortest takes 100 signs.
SHORT = "=H() {{7*7}}<script>alert(1)</script>\"'&lt; #let $x$ },{ \u202e\x00\x1b[m\x85\nBag-Size: 1"


def seen_as(text):
    """How it reads on a page, spaces aside."""
    return SPACES.sub("", visible(text))


def shown(page):
    return SPACES.sub("", page.text)


def marked(form, field):
    """Each field gets a word of its own before the same nasty text."""
    marked.number += 1
    return f"qz{marked.number:04d}q {SHORT if field.kind == 'text' else NASTY}"


marked.number = 0


@pytest.fixture(scope="module")
def standing(db):  # noqa: F811 - the fixture
    house = make_house("noord")
    words = Words("qzeigen")
    line = make_line(house, 1, words, send=False)
    drafts_for_everybody(house, line)
    result = Standing(house, [line], words)
    for role in Role:
        result.visitor(role)
    return result


@pytest.fixture(scope="module")
def forms(standing):
    """Each kind of form of the house once, with who sees it: [(visitor, page, key)]."""
    found = {}
    for role, limit in ((Role.ANALYST, 250), (Role.COORDINATOR, 10), (Role.KEYHOLDER, 10), (Role.AUDITOR, 4)):
        with transaction.atomic():
            for page in crawl(standing.visitor(role), starts(role), limit=limit):
                for form in page.forms:
                    if form.view != "account_logout":
                        found.setdefault(form.key, (standing.visitor(role), page.url, form.key))
    assert len(found) > 45
    return list(found.values())


def fresh(visitor, url, key):
    return next(each for each in visitor.get(url).forms if each.key == key)


def harmless(page):
    """No element or attribute that somebody typed has become one."""
    reader = page.read
    for tag, attributes in reader.tags:
        assert tag != "script" or "src" in attributes, page.url
        assert tag != "img" or attributes.get("src") != "x", page.url
        assert not any(name.startswith("on") for name in attributes), page.url
        assert not attributes.get("href", "").startswith("javascript:"), page.url


def refused_with_everything(page, form, typed):
    """A refusal says something beside a field or above the form, and gives back what was typed."""
    assert page.status == 422, (form.view, page.status)
    assert "field-error" in page.html or "notice-error" in page.html, form.view
    back = {each.name: each.value for one in page.forms if one.view == form.view for each in one.typed}
    for each in form.typed:
        if each.kind not in ("password", "file") and each.name in typed:
            assert seen_as(back[each.name]) == seen_as(typed[each.name]), (form.view, each.name)


@pytest.mark.usefixtures("put_back")
def test_nasty_text_in_every_field_is_text_or_a_clear_refusal(standing, forms):
    """Every field at once, also those that want a date, a code or a reference."""
    for visitor, url, key in forms:
        form = fresh(visitor, url, key)
        if not form.typed or form.view in ("accounts:passphrase", "handover:sign", "accounts:recover"):
            continue
        typed = {each.name: marked(form, each) for each in form.typed if each.kind != "file"}
        with transaction.atomic():
            sent = {**Filler(marked).answers_for(form, last=True), **typed}
            page = visitor.submit(form, sent, next(iter(form.buttons), None))
            assert page.status in (200, 302, 422), (form.view, page.status)
            if page.status == 422:
                refused_with_everything(page, form, typed)
            if page.status != 302:
                harmless(page)
            transaction.set_rollback(True)


FILE_NAME = "=H() {{7*7}}<script>alert(1)<b onclick=x> #let $x$"


class Looking(Filler):
    """Looks, right after a form was taken, at the page it leads to and at its own page once more."""

    def file(self, form, each):
        return a_file(f"{marked(form, each)[:6]} {FILE_NAME}.txt")

    def fill(self, visitor, form, **how):
        page = super().fill(visitor, form, **how)
        if page.status in (200, 302):
            self.afterwards += [visitor.follow(page), visitor.get(form.page)]
        return page


@pytest.mark.usefixtures("put_back")
def test_nasty_text_that_is_taken_stands_there_as_it_was_typed(standing):
    """Fill in every form, then read every page: all of it is there, as text."""
    passage = next(word for word, place in standing.words.made.items() if place == "passage")
    decided = {
        ("accounts:add", "username"): lambda form, field: "sam.noord",
        ("accounts:add", "roles"): lambda form, field: ["analyst"],
        ("handover:recipients", "age_recipient"): lambda form, field: generate_age_identity()[1],
        ("triage:join", "reference"): lambda form, field: "R-0000-0000",
        ("dossiers:fact_from_source", "happened_on"): lambda form, field: "2026-05",
        ("dossiers:fact_from_source", "passage"): lambda form, field: passage,
        ("dossiers:fact_from_source", "passage_field"): lambda form, field: "story",
        ("dossiers:add_identifiers", "text"): lambda form, field: "06 77889900 <script>alert(1)</script>",
        ("handover:clearing", "*-choice"): lambda form, field: (
            "replace"
            if any(each.name == field.name.replace("choice", "wording") for each in form.fields)
            else "keep"
        ),
    }
    filler = Looking(marked, decided)
    filler.afterwards = []
    people = [(standing.visitor(Role.ANALYST), starts(Role.ANALYST), 250)]
    people += [(standing.visitor(role), starts(role), 10) for role in (Role.COORDINATOR, Role.KEYHOLDER)]
    fill_everything(filler, people)
    for form, _changed, page in filler.answers:
        assert page.status in (200, 302, 422), form.view
    filler.afterwards += crawl(standing.visitor(Role.ANALYST), [reverse("handover:index")], limit=30)
    for page in filler.afterwards:
        harmless(page)
    everything = "\n".join(map(shown, filler.afterwards))
    lost = set()
    for form, changed, page in filler.answers:
        for each in form.typed:
            value = changed[each.name]
            text = value.name.removesuffix(".txt") if each.kind == "file" else value
            kept = page.status in (200, 302) and (form.view, each.plain_name) not in decided
            if kept and seen_as(text.strip()) not in everything:
                lost.add((form.view, each.plain_name))
    assert not lost
    assert {key for key in filler.seen - filler.accepted if key[0] not in BY_HAND} <= set(decided)


@pytest.mark.usefixtures("put_back")
def test_a_megabyte_in_any_field_is_refused_with_the_text_still_there(standing, forms):
    million = "Kamer 12 " * 111_112
    for visitor, url, key in forms:
        form = fresh(visitor, url, key)
        for each in {one.plain_name: one for one in form.typed}.values():
            if each.kind not in ("text", "textarea"):
                continue
            with transaction.atomic():
                sent = {**Filler(lambda form, field: "Kamer 12").answers_for(form, last=True)}
                sent[each.name] = million
                page = visitor.submit(form, sent, next(iter(form.buttons), None))
                assert page.status == 422, (form.view, each.name, page.status)
                assert "field-error" in page.html or "notice-error" in page.html, (form.view, each.name)
                kept = [one.value for form in page.forms for one in form.fields if one.name == each.name]
                assert max(map(len, kept)) >= len(million.strip()), (form.view, each.name)
                transaction.set_rollback(True)


STRANGE = ("\x00", "-1 \u202e 9" + "9" * 400, "00000000-0000-0000-0000-000000000000")


@pytest.mark.usefixtures("put_back")
def test_what_no_browser_would_send_is_an_answer_and_no_crash(standing, forms):
    """Nothing at all, one field missing, one of the wrong kind, twice, or as a file."""
    for visitor, url, key in forms:
        form = fresh(visitor, url, key)
        button = next(iter(form.buttons), None)
        whole = {**form.data(), **Filler(lambda form, field: "Kamer 12").answers_for(form, last=True)}
        if button is not None and button.name:
            whole[button.name] = button.value
        token = {name: value for name, value in whole.items() if name == "csrfmiddlewaretoken"}
        sendings = [token]
        for name in whole.keys() - token.keys():
            others = {each: value for each, value in whole.items() if each != name}
            sendings.append(others)
            kind = next((each.kind for each in form.fields if each.name == name), "hidden")
            if kind in ("hidden", "radio", "select", "checkbox"):
                sendings += [{**others, name: value} for value in STRANGE]
                sendings.append({**others, name: ["x", "y"]})
        for data in sendings[:25]:
            with transaction.atomic():
                if form.method == "get":
                    response = visitor.client.get(form.action, data)
                else:
                    response = visitor.client.post(form.action, data)
                assert response.status_code < 500, (form.view, data)
                transaction.set_rollback(True)


@pytest.fixture(scope="module")
def package(standing, tmp_path_factory):
    """A whole line of nasty words, sent; as its recipient opens it."""
    with transaction.atomic():
        words = NastyWords("qzpakket")
        line = make_line(standing.house, 2, words)
        sealed = sealed_package(line.sent, viewer=standing.house.analyst)
        yield line, opened_with_age(sealed, line.identity, tmp_path_factory.mktemp("package")), words
        transaction.set_rollback(True)


class NastyWords(Words):
    """Words with nasty text behind them; the shortest fields take a line of it."""

    def __call__(self, place):
        word = super().__call__(place)
        # A file with such signs in it is refused as no text; see tests/desk/dossiers/test_exhibits.py.
        return word if place == "file_text" else f"{word} {SHORT if place in LINES else NASTY}"


LINES = (
    "recipient",
    "recipient_contact",
    "spoken_with",
    "draft_contact",
    "sent_contact",
    "gone_file",
    "file_name",
)
LINES += ("title", "earlier_title", "nickname", "name_of_person", "gone_person", "when_seen", "when")


def printed(text):
    """How it reads in the PDF: a sign for which the letters have no picture is named in words."""
    names = {"\u2400": "null", "\u2407": "bell", "\u241b": "escape", "\u2421": "delete"}
    plain = visible(text)
    for sign, name in names.items():
        plain = plain.replace(sign, f"[symbol for {name}]")
    plain = plain.replace("\U0001f469", "[woman]").replace("\U0001f467", "[girl]")
    return squeezed(plain if drawable(WIDE) else plain.replace(WIDE, REMARK))


@cache
def drawable(sign):
    """Whether a font of this machine has a picture for a sign; asked of others than the house."""
    return any(ord(sign) in cmap for cmap in map(_signs_of, findSystemFonts()))


def _signs_of(path):
    return TTFont(path, fontNumber=0, lazy=True).getBestCmap() or {}


def squeezed(text):
    return re.sub(r"[\s\u200d\u2060\u00ad]+", "", unicodedata.normalize("NFC", text))


# Few machines have a font for a full-width letter; where none has it, the PDF says so in its place.
WIDE, REMARK = "\uff5a", "[aantal tekens dat deze pdf niet kan tonen: 1; ze staan in data/case.jsonld]"
# What stands above and below each page, in the middle of a text that runs on.
EDGES = re.compile(r"Meldpuntnoordpagina\d+van\d+|H-[0-9A-F]{4}-[0-9A-F]{4}TLP:AMBER\+STRICT")


def texts_in(words, *places):
    """What was typed at these places."""
    stems = {place: word for word, place in words.made.items()}
    return {place: f"{stems[place]} {SHORT if place in LINES else NASTY}" for place in places}


LEAVES = ("title", "fact", "name_of_person", "sent_contact", "sent_purpose", "sent_ground", "sent_wording")
STAYS = (
    "note",
    "triage_note",
    "why",
    "sent_override",
    "spoken_with",
    "question",
    "answer",
    "gone_person",
    "about",
    "nickname",
)


@pytest.mark.tool("age", "tar", "pdfinfo")
def test_nasty_text_in_a_package_is_text_in_every_file_of_it(package):
    _line, bag, words = package
    pdf = EDGES.sub("", squeezed(run("pdftotext", "-raw", "data/dossier.pdf", "-", cwd=bag)))
    case = json.loads((bag / "data/case.jsonld").read_text())
    strings = squeezed("\n".join(strings_in(case)))
    for place, text in texts_in(words, *LEAVES).items():
        # A column of the first page can end between two lines of a text.
        assert not [each for each in visible(text).split("\n") if printed(each) not in pdf], place
        assert squeezed(visible(text)) in strings, place
    for place, text in texts_in(words, *STAYS).items():
        assert text[:12] not in pdf + strings, place
    assert "49" not in re.findall(r"qzpakket\d{4}x\s*(\d+)", pdf)
    assert not [key for node in nodes_in(case) for key in node if key.startswith("qzpakket")]


@pytest.mark.tool("age", "tar", "sha256sum")
def test_nasty_text_in_a_package_breaks_no_file_that_programs_read(package):
    _line, bag, _words = package
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        run("sha256sum", "--check", "--strict", manifest, cwd=bag)
    info = (bag / "bag-info.txt").read_text()
    assert "Bag-Size" not in info
    assert all(re.fullmatch(r"[A-Za-z0-9-]+: [^\x00-\x1f\u202a-\u202e]*", each) for each in info.splitlines())
    rows = list(csv.reader((bag / "data/custody.csv").read_text().splitlines()))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t")]
    assert not re.search("[\u202a-\u202e\x00\x1b]", (bag / "data/custody.csv").read_text())
    for path in bag.rglob("*"):
        assert re.fullmatch(r"[A-Za-z0-9._-]+", path.name)


@pytest.mark.tool("age", "tar", "case_validate")
def test_nasty_text_in_a_package_passes_the_checks_of_others_and_our_own(package, capsys):
    _line, bag, _words = package
    assert validate_case(bag / "data" / "case.jsonld").valid
    assert main(["handover", "verify", str(bag)]) == 0
    said = capsys.readouterr()
    assert not re.search("[\x00\x1b\u202a-\u202e]", said.out + said.err)


def nodes_in(value):
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes_in(each)


def strings_in(value):
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings_in(each)
