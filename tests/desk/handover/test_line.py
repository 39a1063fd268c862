"""From the dossier page over every step to a package that ordinary tools open and that is acknowledged."""

import re
import tarfile

import pytest
from django.test import Client
from django.urls import reverse

from seinhuis.desk.accounts.api import open_escrow_identity
from seinhuis.desk.dossiers.api import DossierState, open_dossier
from seinhuis.desk.handover.api import HandoverState, Profile, Validation, open_handover, start_handover
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.kernel import outbox
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.reports.api import State, open_report
from seinhuis.engine.evidence.seal import open_with_identity
from tests.desk.handover.conftest import make_recipient
from tests.desk.handover.tools import run
from tests.desk.handover.walking import Walk

pytestmark = pytest.mark.django_db(transaction=True)


def opened_with_age(data, identity, folder):
    (folder / "package.tar.age").write_bytes(data)
    (folder / "key.txt").write_text(identity + "\n")
    run("age", "-d", "-i", "key.txt", "-o", "package.tar", "package.tar.age", cwd=folder)
    run("tar", "-xf", "package.tar", cwd=folder)
    bag = next(path for path in folder.iterdir() if (path / "bagit.txt").exists())
    return bag


def code_in(bag):
    text = run("pdftotext", "-layout", "data/dossier.pdf", "-", cwd=bag)
    return re.search(r"\d{5} \d{5} \d{5} \d{5} \d{5}", text).group()


@pytest.mark.tool("age", "tar", "sha256sum", "case_validate", "pdfinfo", "openssl")
def test_from_the_dossier_to_the_acknowledgement(house, dossier, police, tmp_path):
    client = house.log_in()
    page = client.get(reverse("dossiers:dossier", args=[dossier.id])).content.decode()
    assert reverse("handover:start", args=[dossier.id]) in page
    begun = client.post(reverse("handover:start", args=[dossier.id]), {"recipient": str(police.id)})
    number = re.search(r"[0-9a-f-]{36}", begun["Location"]).group()
    walk = Walk(client, number).to_the_last_step()
    assert walk.sign().status_code == 302, walk.html

    bag = opened_with_age(walk.download(), police.identity, tmp_path)
    assert walk.page["Content-Disposition"] == f'attachment; filename="{bag.name}.tar.age"'
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        run("sha256sum", "--check", "--strict", manifest, cwd=bag)
    outbox.deliver_pending()
    opened = open_handover(number, viewer=house.analyst)
    assert opened.line.validation is Validation.VALID
    assert Handover.objects.get().case_for_worker is None
    assert opened.line.state is HandoverState.PENDING
    assert open_report(dossier.reports[0], viewer=house.analyst).state is not State.HANDED_OVER

    answer = Client().post(
        reverse("handover:acknowledge"), {"code": code_in(bag), "call_back": "J. Bos, 0900"}
    )
    assert answer.status_code == 200
    assert bag.name in answer.content.decode()
    opened = open_handover(number, viewer=house.analyst)
    assert opened.line.state is HandoverState.ACKNOWLEDGED
    assert opened.call_back == "J. Bos, 0900"
    assert open_report(dossier.reports[0], viewer=house.analyst).state is State.HANDED_OVER
    assert open_dossier(dossier.id, viewer=house.analyst).state is DossierState.HANDED_OVER
    assert "J. Bos, 0900" in walk.get("page").content.decode()


@pytest.mark.tool("age", "tar")
def test_the_escrow_key_of_the_organisation_opens_it_too(house, walk, tmp_path):
    walk.to_the_last_step().sign()
    identity = open_escrow_identity(viewer=house.viewer(Role.KEYHOLDER))
    assert opened_with_age(walk.download(), identity, tmp_path).name.startswith("H-")


def test_only_the_cleared_wording_is_in_the_package(walk, police, tmp_path):
    walk.check(), walk.grounds(), walk.consent()
    headings = walk.texts()
    passage = next(heading for heading in headings if "assage" in heading)
    summary = "Samenvatting"
    walk.clear(**{passage: ("leave_out", ""), summary: ("replace", "Drie keer op een vaste plek.")})
    walk.sign()
    everything = contents(walk.download(), police.identity, tmp_path)
    assert b"Drie keer op een vaste plek." in everything
    assert b"Drie keer gezien." not in everything
    assert b"drie keer werd gebracht" not in everything
    assert b"Iemand bracht een meisje" in everything


def contents(data, identity, folder):
    """Every byte of the files that hold text, of a package opened by its recipient."""
    (folder / "p.tar").write_bytes(open_with_identity(data, identity))
    with tarfile.open(folder / "p.tar") as archive:
        files = [archive.extractfile(member).read() for member in archive if member.isfile()]
    return b"\n".join(files)


@pytest.mark.parametrize(
    ("profile", "answers", "words"),
    [
        (
            Profile.VEILIG_THUIS,
            {
                "organisation_reports": "on",
                "worries": "Zorg over de avonden",
                "parents_informed": "no",
                "child_informed": "unknown",
                "informed_note": "Dat is niet veilig",
            },
            ["Zorg over de avonden", "Dat is niet veilig", "in its own name", "Parents informed: no"],
        ),
        (
            Profile.CARE,
            {"need": "Een veilige plek", "reach": "Overdag", "person_consents": "not_asked"},
            ["Een veilige plek", "Overdag", "Nobody could be asked without danger"],
        ),
    ],
)
def test_what_was_answered_for_a_recipient_reaches_them_in_their_language(
    house, dossier, profile, answers, words, tmp_path
):
    recipient = make_recipient(house, profile)
    walk = Walk(house.log_in(), start_handover(dossier.id, viewer=house.analyst, recipient=recipient.id))
    walk.check(**answers)
    walk.grounds(language="en")
    walk.consent()
    walk.clear()
    assert walk.sign().status_code == 302, walk.html
    everything = contents(walk.download(), recipient.identity, tmp_path).decode("utf-8", "replace")
    assert [word for word in words if word not in everything] == []
    assert "The reporter agreed" in everything


def test_a_reason_for_going_on_stays_here_and_the_recipient_reads_what_is_not_known(walk, police, tmp_path):
    walk.check(contact="")
    walk.check(contact="", waive_call_back="Wij zijn gesloten")
    walk.grounds(), walk.consent(), walk.clear()
    assert walk.sign().status_code == 302, walk.html
    everything = contents(walk.download(), police.identity, tmp_path)
    assert b"Wij zijn gesloten" not in everything
    assert b"iemand om terug te bellen" in everything
    assert "Wij zijn gesloten" in walk.get("page").content.decode()
