"""Files: sealed, checked, given out as an attachment, and really gone when they are removed."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from seinhuis.desk.dossiers.actions.exhibits import remove_and_refer
from seinhuis.desk.dossiers.api import (
    ExhibitDamaged,
    NewFact,
    add_exhibit,
    add_fact,
    create_dossier,
    load_exhibit,
    open_dossier,
)
from seinhuis.desk.dossiers.contracts import Referral
from seinhuis.desk.dossiers.models import Exhibit
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.vault.models import Blob, Grant
from tests.desk.dossiers.samples import JPEG, PDF
from tests.desk.dossiers.test_dossier import actions_of

BOOKING = b"kamer 12, contant betaald, canary-7731"


@pytest.fixture
def exhibit(house, dossier):
    return add_exhibit(
        dossier, viewer=house.analyst, name="boeking.txt", data=BOOKING, description="Van de balie"
    )


def file_of(exhibit):
    name = Blob.objects.get(pk=Exhibit.objects.get(pk=exhibit).blob).stored_as
    return Path(settings.SEINHUIS_HOME) / "blobs" / name[:2] / name


def test_a_file_comes_back_as_it_went_in(house, dossier, exhibit):
    kept = open_dossier(dossier, viewer=house.analyst).exhibits[0]
    assert (kept.number, kept.name, kept.size) == (1, "boeking.txt", len(BOOKING))
    assert kept.sha256 == hashlib.sha256(BOOKING).hexdigest()
    assert load_exhibit(dossier, exhibit, viewer=house.coordinator) == BOOKING
    assert actions_of(exhibit) == ["exhibit.added", "exhibit.read"]


@pytest.mark.parametrize("name", ["foto.pdf", "foto.jpg", "", "x" * 5000])
def test_a_picture_is_refused_whatever_it_is_called(house, dossier, name):
    with pytest.raises(Refused, match="Offlimits"):
        add_exhibit(dossier, viewer=house.analyst, name=name, data=JPEG)
    assert not Exhibit.objects.exists()


def test_a_document_called_picture_is_taken(house, dossier):
    add_exhibit(dossier, viewer=house.analyst, name="foto.jpg", data=PDF)
    assert open_dossier(dossier, viewer=house.analyst).exhibits[0].media_type == "application/pdf"


def upload(desk, address, data, name="boeking.txt", kind="text/plain"):
    return desk.post(
        address("add_exhibit"), {"file": SimpleUploadedFile(name, data, kind), "description": ""}
    )


def test_the_page_warns_first_and_takes_a_file(house, dossier, desk, address):
    html = desk.get(address("add_exhibit")).content.decode()
    assert html.index("Nooit beeldmateriaal van seksueel misbruik") < html.index(
        '<form method="post" enctype'
    )
    assert upload(desk, address, BOOKING).url == address("dossier") + "#exhibits"
    page = desk.get(address("dossier")).content.decode()
    assert hashlib.sha256(BOOKING).hexdigest() in page
    assert "boeking.txt" in page


@pytest.mark.parametrize(
    "data", [JPEG, b"", b"a" * (25 * 1024 * 1024 + 1)], ids=["picture", "empty", "25 MB + 1"]
)
def test_the_page_refuses_with_a_sentence(dossier, desk, address, data):
    page = upload(desk, address, data, name="boeking.pdf", kind="application/pdf")
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert not Exhibit.objects.exists()


def test_a_form_without_a_file_says_so(dossier, desk, address):
    page = desk.post(address("add_exhibit"), {"description": "Toch niets"})
    assert page.status_code == 422
    assert "Toch niets" in page.content.decode()


HOSTILE = [
    "../../etc/passwd",
    "a\r\nSet-Cookie: x=1.txt",
    "\u202egpj.exe",
    '"><script>alert(1)</script>.txt',
    "a" * 3000 + ".txt",
    "a\x00b.txt",
    "..",
    "con.txt; rm -rf",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_do_no_harm(house, dossier, desk, address, name):
    number = add_exhibit(dossier, viewer=house.analyst, name=name, data=BOOKING)
    kept = open_dossier(dossier, viewer=house.analyst).exhibits[0]
    assert kept.name
    assert len(kept.name) <= 200
    assert not {"\u202e", "\x00", "\r"} & set(kept.name)
    page = desk.get(address("dossier")).content.decode()
    assert "<script>" not in page
    answer = desk.get(address("exhibit_file", number))
    assert answer["Content-Disposition"] == f'attachment; filename="{dossier_name(dossier)}-1.txt"'


def dossier_name(dossier):
    from seinhuis.desk.dossiers.api import dossier_reference

    return dossier_reference(dossier)


def test_a_download_is_never_shown_by_the_browser(house, dossier, exhibit, desk, address):
    answer = desk.get(address("exhibit_file", exhibit))
    assert answer.content == BOOKING
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    assert "exhibit.read" in actions_of(exhibit)


def test_the_bytes_on_disk_are_sealed(exhibit):
    assert b"canary-7731" not in file_of(exhibit).read_bytes()


def overwrite(path):
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("harm", [overwrite, Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_file_that_was_touched_is_not_given_out(house, dossier, exhibit, desk, address, harm):
    harm(file_of(exhibit))
    with pytest.raises(ExhibitDamaged, match="Bewijsstuk 1"):
        load_exhibit(dossier, exhibit, viewer=house.analyst)
    page = desk.get(address("exhibit_file", exhibit))
    assert page.status_code == 409
    assert "Bewijsstuk 1" in page.content.decode()
    assert desk.get(address("dossier")).status_code == 200


def test_another_file_with_a_good_seal_is_found_by_its_hash(house, dossier, exhibit):
    """Somebody with the key seals other bytes at the same place: only the recorded SHA-256 tells."""
    from seinhuis.desk.vault.api import open_record, store_blob

    other = store_blob(open_record(exhibit, viewer=house.analyst), b"kamer 13")
    Exhibit.objects.filter(pk=exhibit).update(blob=other)
    with pytest.raises(ExhibitDamaged):
        load_exhibit(dossier, exhibit, viewer=house.analyst)


def test_removing_destroys_the_file_and_its_key(house, dossier, exhibit, desk, address):
    path = file_of(exhibit)
    add_fact(dossier, NewFact("Contant betaald", exhibit=exhibit, passage="regel 1"), viewer=house.analyst)
    url = address("remove_exhibit", exhibit)
    assert desk.post(url, {"referral": "hotline", "reason": ""}).status_code == 422
    assert path.exists()
    assert desk.post(url, {"referral": "hotline", "reason": "Gemeld onder nummer 12"}).status_code == 302
    assert not path.exists()
    assert not Blob.objects.exists()
    assert not Grant.objects.filter(record=exhibit).exists()
    opened = open_dossier(dossier, viewer=house.analyst)
    assert opened.exhibits == ()
    (gone,) = opened.history.exhibits
    assert gone.sha256 == hashlib.sha256(BOOKING).hexdigest()
    assert (gone.removed.referral, gone.removed.reason) == (Referral.HOTLINE, "Gemeld onder nummer 12")
    assert opened.facts[0].text == "Contant betaald"
    assert desk.get(address("exhibit_file", exhibit)).status_code == 409
    assert "Gemeld onder nummer 12" in desk.get(address("dossier")).content.decode()
    assert actions_of(exhibit)[-2:] == ["exhibit.removed", "record.shredded"]
    with pytest.raises(Refused):
        remove_and_refer(dossier, exhibit, viewer=house.analyst, referral=Referral.POLICE, reason="Nog eens")


def test_also_a_file_that_is_missing_or_in_a_closed_dossier_can_be_removed(house, dossier, exhibit):
    from seinhuis.desk.dossiers.actions.dossiers import close_dossier

    file_of(exhibit).unlink()
    close_dossier(dossier, viewer=house.analyst)
    remove_and_refer(dossier, exhibit, viewer=house.analyst, referral=Referral.POLICE, reason="Gemeld")
    assert not Blob.objects.exists()


def test_an_exhibit_of_another_dossier_is_not_found(house, report, dossier, exhibit):
    other = create_dossier(viewer=house.analyst, title="Ander", reports=[report])
    with pytest.raises(NotFound):
        load_exhibit(other, exhibit, viewer=house.analyst)
    with pytest.raises(NotFound):
        remove_and_refer(other, exhibit, viewer=house.analyst, referral=Referral.POLICE, reason="x")


def test_a_large_file_goes_through(house, dossier):
    data = b"a;b\n" * (6 * 1024 * 1024)
    number = add_exhibit(dossier, viewer=house.analyst, name="lijst.csv", data=data)
    assert load_exhibit(dossier, number, viewer=house.analyst) == data
