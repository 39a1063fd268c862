"""Somebody moves and breaks what is sealed in the database: a clear sentence, nothing else is lost."""

import re
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse

from seinhuis.desk.accounts.models import MemberKey, OrganisationKeyShare
from seinhuis.desk.dossiers.models import Exhibit
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.reports.models import Message, Report
from seinhuis.desk.traces.models import NoiseRow
from seinhuis.desk.vault.actions import create_holder
from seinhuis.desk.vault.blobs import _path
from seinhuis.desk.vault.fields import SealedField
from seinhuis.desk.vault.models import Blob, Grant, Holder, ReceiptGrant
from seinhuis.desk.vault.selectors import open_records
from seinhuis.engine.sealing.errors import SealingError
from seinhuis.engine.sealing.keypairs import KeyPair
from tests.attacks.browsing import Visitor, crawl, view_name
from tests.attacks.full_house import starts
from tests.attacks.standing import db, fill, put_back  # noqa: F401 - fixtures
from tests.desk.conftest import PASSPHRASE, make_house

WORD = re.compile(r"qzzegel\d{4}x|\+316\d{8}")
# Every sentence about it says that something is damaged or does not open.
DAMAGED = re.compile("beschadigd|(kan|gaat) niet open|kan niet worden geopend|kan niet geopend worden")
COLUMNS = [
    (model, each.name)
    for model in apps.get_models()
    for each in model._meta.get_fields()
    if isinstance(each, SealedField)
]


@dataclass(frozen=True)
class Envelope:
    """One sealed column of one row, and the words in it."""

    model: object
    pk: object
    column: str
    sealed: bytes = field(repr=False)
    words: frozenset

    def write(self, sealed):
        self.model.objects.filter(pk=self.pk).update(**{self.column: sealed})


@dataclass(frozen=True)
class Seen:
    """What the pages of the whole house showed before anything was damaged."""

    standing: object
    envelopes: list
    pages: dict

    def of(self, model, column):
        return [each for each in self.envelopes if each.model is model and each.column == column]

    def own_words(self, *envelopes):
        """The words that stand in these envelopes and in no other."""
        others = frozenset().union(*(each.words for each in self.envelopes if each not in envelopes))
        return frozenset().union(*(each.words for each in envelopes)) - others

    def showing(self, envelope):
        """For each kind of page, one that shows what is in this envelope."""
        words, found = self.own_words(envelope), {}
        for url, shown in self.pages.items():
            if words & shown:
                found.setdefault(view_name(url), url)
        return found


@pytest.fixture(scope="module")
def seen(db):  # noqa: F811 - the fixture
    standing = fill(make_house("noord"), "qzzegel")
    keys = list(
        open_records(Grant.objects.values_list("record", flat=True), viewer=standing.house.analyst).values()
    )
    envelopes = [each for model, column in COLUMNS for each in _opened(model, column, keys)]
    pages = {}
    for role in (Role.ANALYST, Role.KEYHOLDER):
        for page in crawl(standing.visitor(role), starts(role)):
            pages[page.url] = frozenset(WORD.findall(page.text))
    return Seen(standing, envelopes, pages)


def _opened(model, column, keys):
    for row in model.objects.exclude(**{column: None}).order_by("pk"):
        sealed = bytes(getattr(row, column))
        yield Envelope(
            model, row.pk, column, sealed, frozenset(WORD.findall(_text(row, column, sealed, keys)))
        )


def _text(row, column, sealed, keys):
    for key in keys:
        try:
            return key.open_text(sealed, table=row._meta.db_table, row=row.pk, column=column)
        except SealingError:
            continue
    raise AssertionError(f"nobody can open {row._meta.label}.{column}")


def _flip(sealed):
    return sealed[:60] + bytes([sealed[60] ^ 1]) + sealed[61:]


BROKEN = {
    "one bit": _flip,
    "the end is gone": lambda sealed: sealed[:-16],
    "nothing left": lambda sealed: b"",
    "something else": lambda sealed: b"\x01" * len(sealed),
}


# What the house found in a text is found again where its seal is damaged; see the test for it below.
DERIVED = {("Report", "sealed_identifiers"), ("Report", "sealed_reasons"), ("Message", "sealed_identifiers")}
# Where more goes than the envelope itself, and why that must be so.
STEPS = ("handover:check", "handover:grounds", "handover:consent", "handover:clearing", "handover:sign")
REFUSED = {
    # A draft of which a part is gone cannot be signed; its own page shows the rest and says what to do.
    **{("Handover", f"sealed_{part}"): STEPS for part in ("answers", "grounds", "overrides", "clearing")},
    # A fact is written with the text of its source in view.
    ("Report", "sealed_content"): ("dossiers:fact_from_source",),
}
GOES_WITH_IT = {
    # Links are explained from what the report says; what cannot be read cannot be compared.
    ("Report", "sealed_content", "traces:links"),
    ("Report", "sealed_content", "triage:report"),
    # Somebody's own wording stands beside the text that it replaces.
    ("Heading", "sealed_content", "handover:clearing"),
    ("Heading", "sealed_content", "handover:sign"),
}


def look(seen, damaged):
    """Open one page of each kind that showed what was damaged, and say what is wrong with the answers."""
    gone = seen.own_words(*damaged)
    inside = frozenset().union(*(each.words for each in damaged))
    names = {(each.model.__name__, each.column) for each in damaged}
    typed = [each for each in damaged if (each.model.__name__, each.column) not in DERIVED]
    for view, url in {view: url for each in typed for view, url in seen.showing(each).items()}.items():
        page = seen.standing.visitor(Role.ANALYST).get(url)
        shown = frozenset(WORD.findall(page.text))
        refused = page.status == 409 and any(view in REFUSED.get(name, ()) for name in names)
        lost = seen.pages[url] - inside - shown
        if page.status != 200 and not refused:
            yield view, f"status {page.status}"
        if shown & gone:
            yield view, f"shows {sorted(shown & gone)}"
        if not DAMAGED.search(page.text):
            yield view, "does not say that anything is damaged"
        if lost and not refused and not any((*name, view) in GOES_WITH_IT for name in names):
            yield view, f"lost {sorted(lost)}"


def both_ways(seen, first, second):
    first.write(second.sealed)
    second.write(first.sealed)
    wrong = list(look(seen, [first, second]))
    first.write(first.sealed)
    second.write(second.sealed)
    return wrong


def most_shown(seen, model, column):
    return sorted(seen.of(model, column), key=lambda each: (-len(seen.showing(each)), str(each.pk)))


TYPED = [(model, column) for model, column in COLUMNS if (model.__name__, column) not in DERIVED]
EVERY_COLUMN = pytest.mark.parametrize(
    ("model", "column"), TYPED, ids=[f"{model.__name__}.{column}" for model, column in TYPED]
)


def test_every_sealed_column_is_filled_twice(seen):
    """Otherwise nothing can be swapped: whoever adds a column fills it in tests/attacks/full_house.py."""
    assert len(COLUMNS) > 20
    thin = [f"{model.__name__}.{column}" for model, column in COLUMNS if len(seen.of(model, column)) < 2]
    assert not thin
    # Words that only one envelope holds, on a page: otherwise a test of that column would look at nothing.
    blind = {
        f"{model.__name__}.{column}"
        for model, column in TYPED
        if not any(seen.showing(each) for each in seen.of(model, column))
    }
    assert blind == {
        "NoiseRow.sealed_identifier",  # the same number stands in a report
        "Handover.sealed_signed",  # names of people at work and of the recipient
    }


@EVERY_COLUMN
@pytest.mark.usefixtures("put_back")
def test_two_rows_swap_an_envelope(seen, model, column):
    first, second = most_shown(seen, model, column)[:2]
    assert both_ways(seen, first, second) == []


@EVERY_COLUMN
@pytest.mark.usefixtures("put_back")
def test_two_columns_of_a_row_swap_an_envelope(seen, model, column):
    for first in most_shown(seen, model, column)[:1]:
        same_row = [each for each in seen.envelopes if (each.model, each.pk) == (model, first.pk)]
        for second in same_row:
            if second.column != column:
                assert both_ways(seen, first, second) == [], second.column


@EVERY_COLUMN
@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.usefixtures("put_back")
def test_an_envelope_is_broken(seen, model, column, how):
    envelope = most_shown(seen, model, column)[0]
    envelope.write(BROKEN[how](envelope.sealed))
    assert list(look(seen, [envelope])) == []


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.usefixtures("put_back")
def test_what_holds_no_words_of_its_own_is_said_too(seen, how):
    """The columns that `most_shown` finds on no page."""
    line, analyst = seen.standing.lines[0], seen.standing.visitor(Role.ANALYST)
    entry = NoiseRow.objects.get(pk=line.noise)
    NoiseRow.objects.filter(pk=entry.pk).update(sealed_identifier=BROKEN[how](entry.sealed_identifier))
    page = analyst.get(reverse("traces:noise"))
    assert page.status == 200
    assert DAMAGED.search(page.text)
    assert page.text.count("qzzegel") == 2
    row = Handover.objects.get(pk=line.sent)
    Handover.objects.filter(pk=row.pk).update(sealed_signed=BROKEN[how](row.sealed_signed))
    page = analyst.get(reverse("handover:page", args=[row.pk]))
    assert page.status == 200
    assert DAMAGED.search(page.text)
    assert page.form("handover:download")


@pytest.mark.parametrize("how", [*BROKEN, "that of another"])
@pytest.mark.parametrize(("model", "column"), [each for each in COLUMNS if each not in TYPED])
@pytest.mark.usefixtures("put_back")
def test_what_was_found_in_a_text_is_found_again(seen, model, column, how):
    """The text is whole, so nothing is lost; the page of the report says what happened."""
    first, second = sorted(seen.of(model, column), key=lambda each: str(each.pk))[:2]
    report = first.pk if model is Report else Message.objects.get(pk=first.pk).report_id
    analyst = seen.standing.visitor(Role.ANALYST)
    urls = [reverse(view, args=[report]) for view in ("triage:report", "traces:links")]
    before = [frozenset(WORD.findall(analyst.get(url).text)) for url in urls]
    first.write(second.sealed if how == "that of another" else BROKEN[how](first.sealed))
    pages = [analyst.get(url) for url in urls]
    assert [page.status for page in pages] == [200, 200]
    assert [frozenset(WORD.findall(page.text)) for page in pages] == before
    assert DAMAGED.search(pages[0].text)


@pytest.mark.parametrize("what", ["validation", "call_back"])
@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.usefixtures("put_back")
def test_what_was_sealed_from_outside_is_broken_or_moved(seen, what, how):
    line, other = seen.standing.lines
    row, others = Handover.objects.get(pk=line.sent), Handover.objects.get(pk=other.sent)
    column, url = f"sealed_{what}", reverse("handover:page", args=[line.sent])
    gone = {word for word, place in seen.standing.words.made.items() if place == f"sent_{what}"}
    for sealed in (BROKEN[how](getattr(row, column)), getattr(others, column)):
        Handover.objects.filter(pk=row.pk).update(**{column: sealed})
        page = seen.standing.visitor(Role.ANALYST).get(url)
        shown = set(WORD.findall(page.text))
        assert page.status == 200
        assert DAMAGED.search(page.text)
        assert not shown & gone
        assert seen.pages[url] - gone <= shown


RECORDS = ("report", "conversation", "dossier", "recipient", "draft", "sent", "noise")


def record_of(line, what):
    if what == "conversation":
        return Report.objects.get(pk=line.report).conversation
    return line.parts[what] if what == "exhibit" else getattr(line, what)


@pytest.mark.parametrize("what", RECORDS)
@pytest.mark.parametrize("how", [*BROKEN, "that of another", "another holder"])
@pytest.mark.usefixtures("put_back")
def test_a_grant_is_broken_or_moved(seen, what, how):
    """Nothing crashes anywhere, and every page that does not show the record itself shows what it did."""
    record = record_of(seen.standing.lines[0], what)
    grant = Grant.objects.get(record=record)
    others = Grant.objects.get(record=record_of(seen.standing.lines[1], what)).sealed_key
    if how == "another holder":
        Grant.objects.filter(pk=grant.pk).update(holder=create_holder("person", KeyPair.generate().public))
    else:
        sealed = others if how == "that of another" else BROKEN[how](grant.sealed_key)
        Grant.objects.filter(pk=grant.pk).update(sealed_key=sealed)
    inside = [each for each in seen.envelopes if _is_of(each, record)]
    words = seen.own_words(*inside)
    assert words
    kinds = {}
    for url, shown in seen.pages.items():
        if shown & frozenset().union(*(each.words for each in inside)):
            kinds.setdefault(view_name(url), url)
    for url in kinds.values():
        page = seen.standing.visitor(Role.ANALYST).get(url)
        assert page.status in (200, 404, 409), url
        assert not words & frozenset(WORD.findall(page.text)), url
        if page.status == 200 and how != "another holder" and words & seen.pages[url]:
            assert DAMAGED.search(page.text), url


def _is_of(envelope, record):
    """Whether an envelope is sealed with this record's key: its id is in the row, or where that hangs."""
    row = envelope.model.objects.get(pk=envelope.pk)
    if envelope.model is Message:
        return row.report.conversation == record
    if hasattr(row, "dossier_id") and not isinstance(row, Handover):
        return record in (row.dossier_id,)
    return row.pk == record


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("model", [OrganisationKeyShare, MemberKey], ids=lambda model: model.__name__)
@pytest.mark.usefixtures("put_back")
def test_somebodys_own_key_is_broken(seen, model, how):
    """Nobody gets in, the sentence says who can help, and others work on."""
    person = seen.standing.house.people[Role.COORDINATOR]
    column = "sealed_private" if model is OrganisationKeyShare else "wrapped_private"
    row = model.objects.get(person=person)
    model.objects.filter(pk=row.pk).update(**{column: BROKEN[how](getattr(row, column))})
    visitor = Visitor()
    form = visitor.get(reverse("account_login")).form("account_login")
    typed = {"login": seen.standing.house.username(Role.COORDINATOR), "password": PASSPHRASE}
    page = visitor.submit(form, typed)
    assert page.status == 422
    assert DAMAGED.search(page.text)
    assert visitor.get(reverse("triage:queue")).status == 302
    assert seen.standing.visitor(Role.ANALYST).get(reverse("triage:queue")).status == 200


@pytest.mark.usefixtures("put_back")
def test_the_public_key_of_an_organisation_is_broken(seen):
    """What could be sealed to nobody is not taken in as if it were safe: the report is refused aloud."""
    holder = Holder.objects.get(pk=seen.standing.house.card.holder)
    reports = Report.objects.count()
    for broken in (b"", b"\x01", holder.public_key[:-1]):
        Holder.objects.filter(pk=holder.pk).update(public_key=broken)
        with transaction.atomic(), pytest.raises(SealingError):
            seen.standing.house.report(story="Kamer 12")
        assert Report.objects.count() == reports
    assert seen.standing.visitor(Role.ANALYST).get(reverse("triage:queue")).status == 200


@pytest.mark.parametrize("how", [*BROKEN, "gone", "that of another"])
@pytest.mark.usefixtures("put_back")
def test_a_file_on_disk_is_broken(seen, how):
    line, _other = seen.standing.lines
    analyst = seen.standing.visitor(Role.ANALYST)
    exhibit, package = line.parts["exhibit"], line.sent
    for number in (Exhibit.objects.get(pk=exhibit).blob, Handover.objects.get(pk=package).package):
        path = _path(Blob.objects.get(pk=number).stored_as)
        kept = path.read_bytes()
        if how == "gone":
            path.unlink()
        elif how == "that of another":
            path.write_bytes(_path(Blob.objects.exclude(pk=number).first().stored_as).read_bytes())
        else:
            path.write_bytes(BROKEN[how](kept))
        try:
            if number == Exhibit.objects.get(pk=exhibit).blob:
                page = analyst.get(reverse("dossiers:exhibit_file", args=[line.dossier, exhibit]))
            else:
                shown = analyst.get(reverse("handover:page", args=[package]))
                page = analyst.submit(shown.form("handover:download"))
            assert page.status == 409
            assert "back-up" in page.text or "reservekopie" in page.text
            assert analyst.get(reverse("dossiers:dossier", args=[line.dossier])).status == 200
        finally:
            path.write_bytes(kept)


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.usefixtures("put_back")
def test_the_grant_of_a_file_is_broken(seen, how):
    line = seen.standing.lines[0]
    grant = Grant.objects.get(record=record_of(line, "exhibit"))
    Grant.objects.filter(pk=grant.pk).update(sealed_key=BROKEN[how](grant.sealed_key))
    url = reverse("dossiers:exhibit_file", args=[line.dossier, line.parts["exhibit"]])
    assert seen.standing.visitor(Role.ANALYST).get(url).status == 409
    url = reverse("dossiers:dossier", args=[line.dossier])
    page = seen.standing.visitor(Role.ANALYST).get(url)
    assert seen.pages[url] == frozenset(WORD.findall(page.text))


@pytest.mark.usefixtures("put_back")
def test_a_row_points_to_the_file_of_another(seen):
    """The file opens only under the key and the id that it was sealed for."""
    line, other = seen.standing.lines
    mine, theirs = (Exhibit.objects.get(pk=each.parts["exhibit"]) for each in (line, other))
    url = reverse("dossiers:exhibit_file", args=[line.dossier, mine.pk])
    Exhibit.objects.filter(pk=mine.pk).update(blob=theirs.blob)
    assert seen.standing.visitor(Role.ANALYST).get(url).status == 409
    Exhibit.objects.filter(pk=mine.pk).update(blob=mine.blob)
    stored = Blob.objects.get(pk=theirs.blob).stored_as
    Blob.objects.filter(pk=mine.blob).update(stored_as=stored)
    assert seen.standing.visitor(Role.ANALYST).get(url).status == 409


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.usefixtures("put_back")
def test_the_way_back_of_a_reporter_is_broken(seen, how):
    line = seen.standing.lines[0]
    grant = ReceiptGrant.objects.get(record=record_of(line, "conversation"))
    ReceiptGrant.objects.filter(pk=grant.pk).update(wrapped_key=BROKEN[how](grant.wrapped_key))
    visitor = Visitor()
    form = visitor.get(reverse("reports:back")).form("reports:back", "code")
    page = visitor.submit(form, {"code": line.receipt.digits})
    assert page.status == 422
    assert not WORD.search(page.text)
