import concurrent.futures
import csv
import dataclasses
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from seinhuis.engine.evidence.contracts import CustodyStep, PackageFact
from seinhuis.engine.evidence.errors import StampUnavailable, UnsoundContent
from seinhuis.engine.evidence.package import build_package, compose_package, tar_name
from seinhuis.engine.evidence.seal import generate_age_identity, seal_to_recipients
from seinhuis.engine.evidence.stamps import Stamper
from seinhuis.engine.evidence.verification.verify import verify_package

from . import samples
from .conftest import run

BIN = Path(sys.executable).parent
PROMPT = "    $ "


def commands(instructions):
    """The commands of a VERIFY.txt, as a reader would type them."""
    return [line.removeprefix(PROMPT) for line in instructions.splitlines() if line.startswith(PROMPT)]


def send(built, folder):
    """Seal a package to a recipient who has it now in a folder with nothing else but the secret key."""
    identity, recipient = generate_age_identity()
    escrow = generate_age_identity()[1]
    (folder / "key.txt").write_text(identity + "\n")
    (folder / f"{built.path.name}.age").write_bytes(
        seal_to_recipients(built.path.read_bytes(), [recipient, escrow])
    )


def follow(built, folder):
    """Run every command that stands in the package, word for word; give each with what it printed."""
    send(built, folder)
    with tarfile.open(built.path) as archive:
        text = archive.extractfile(f"{built.folder}/VERIFY.txt").read().decode()
    path = f"PATH={BIN}:$PATH"
    return [(command, run(f"export {path}; {command}", folder)) for command in commands(text)], text


@pytest.mark.tool("age", "tar", "sha256sum", "openssl", "case_validate")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_commands_in_verify_txt_do_what_they_say(language, tmp_path, stamper):
    content = samples.content(language=language)
    built = build_package(content, tmp_path, signer=samples.SIGNER, stamper=stamper)
    folder = tmp_path / "recipient"
    folder.mkdir()
    results, text = follow(built, folder)
    everything = "\n".join(done.stdout + done.stderr for _, done in results)
    assert [command.split()[0] for command, _ in results] == [
        "age",
        "tar",
        "(cd",
        "(cd",
        "find",
        "openssl",
        "openssl",
        "openssl",
        "openssl",
        "openssl",
        "sha256sum",
        "case_validate",
        "seinhuis",
    ]
    assert "FAILED" not in everything
    assert len(re.findall("^(?!Verif).*: OK$", everything, re.MULTILINE)) == 10 - 1
    assert "Signature Verified Successfully" in everything
    assert everything.count("Verification: OK") == 2
    assert "Conforms: True" in everything
    assert f"{built.signer_fingerprint}  -" in everything
    assert built.signer_fingerprint in text
    counted = next(done.stdout for command, done in results if command.startswith("find"))
    assert re.search(rf"\b{counted.strip()}\b", text)
    for line in next(
        done.stdout for command, done in results if command.startswith("sha256sum ")
    ).splitlines():
        assert f"      {line}" in text.splitlines()
    assert built.stamped_at is not None


def test_without_a_stamp_no_stamp_is_promised(built):
    with tarfile.open(built.path) as archive:
        names = archive.getnames()
        text = archive.extractfile(f"{built.folder}/VERIFY.txt").read().decode()
    assert "openssl ts" not in text
    assert not [name for name in names if name.endswith((".tsr", ".tsq", ".tsa.pem"))]
    assert built.stamped_at is None


@pytest.mark.tool("openssl")
def test_no_package_is_made_when_the_stamp_that_was_asked_for_does_not_come(tmp_path, authority):
    with pytest.raises(StampUnavailable):
        build_package(
            samples.content(),
            tmp_path,
            signer=samples.SIGNER,
            stamper=Stamper("http://127.0.0.1:9/", authority.certificate, timeout=2),
        )
    assert list(tmp_path.iterdir()) == []


def test_the_bag_is_valid_for_the_usual_library(unpacked, built):
    command = [sys.executable, "-m", "bagit", "--validate", str(unpacked / built.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (unpacked / built.folder / "data" / "more.txt").write_text("x")
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0


@pytest.mark.tool("sha256sum")
def test_the_manifests_are_as_sha256sum_writes_them(unpacked, built):
    bag = unpacked / built.folder
    expected = run("find data -type f | LC_ALL=C sort | xargs sha256sum", bag).stdout
    assert (bag / "manifest-sha256.txt").read_text() == expected


def test_same_content_same_bytes(tmp_path):
    content = samples.content()
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    one, two = (build_package(content, folder, signer=samples.SIGNER) for folder in folders)
    assert one.path.read_bytes() == two.path.read_bytes()
    assert one.sha256 == hashlib.sha256(one.path.read_bytes()).hexdigest()
    assert one.size == one.path.stat().st_size
    assert one.path.stat().st_mode & 0o777 == 0o600


def test_same_bytes_in_another_process(built, tmp_path):
    code = (
        "import sys; from pathlib import Path; from tests.engine.evidence import samples;"
        "from seinhuis.engine.evidence.package import build_package;"
        "print(build_package(samples.content(), Path(sys.argv[1]), signer=samples.SIGNER).sha256)"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=root,
        env={"PYTHONPATH": f"{root}:{root / 'src'}", "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == built.sha256


def test_packages_can_be_made_in_several_threads_at_once():
    contents = [samples.content(reference=f"OV-2026-{n:04d}") for n in range(8)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda content: compose_package(content, signer=samples.SIGNER), contents))
    for content, composed in zip(contents, made, strict=True):
        assert composed.files == compose_package(content, signer=samples.SIGNER).files


def test_the_tar_says_nothing_about_the_machine(built):
    with tarfile.open(built.path) as archive:
        members = archive.getmembers()
    assert {(each.uid, each.gid, each.uname, each.gname, each.mode) for each in members} == {
        (0, 0, "", "", 0o644)
    }
    assert {each.mtime for each in members} == {int(samples.MADE_AT.timestamp())}
    assert [each.name for each in members] == sorted(each.name for each in members)


def test_who_signed_stands_in_custody(unpacked, built):
    with (unpacked / built.folder / "data" / "custody.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + len(samples.CUSTODY) + 1
    last = rows[-1]
    assert last[1] == samples.MADE_AT.isoformat()
    assert last[2] == "Sam de Vries (analyst), Meldpunt Oost"
    assert built.signer_fingerprint in last[3]


def test_formulas_stay_text_in_custody():
    step = CustodyStep("=1+1", '=HYPERLINK("x")', "+31", '@SUM(A1)"\n=2')
    composed = compose_package(samples.content(custody=(step,)), signer=samples.SIGNER)
    rows = list(
        csv.reader(io.StringIO(composed.files[f"{composed.folder}/data/custody.csv"].decode(), newline=""))
    )
    assert rows[1][1:] == ["'=1+1", '\'=HYPERLINK("x")', "'+31", "'@SUM(A1)\"\n=2"]


def test_an_exhibit_that_is_not_the_file_that_was_added_is_not_sent():
    wrong = dataclasses.replace(samples.exhibit(3), data=b"something else")
    with pytest.raises(UnsoundContent, match="Exhibit 3"):
        compose_package(samples.content(exhibits=(wrong,)), signer=samples.SIGNER)


@pytest.mark.parametrize(
    "changes",
    [
        {"made_at": samples.MADE_AT.replace(tzinfo=None)},
        {"language": "xx"},
        {"facts": (samples.FACTS[0], samples.FACTS[0])},
        {"facts": (dataclasses.replace(samples.FACTS[0], source_grade="AB"),)},
        {"facts": (dataclasses.replace(samples.FACTS[0], information_grade=""),)},
        {"persons": (samples.PERSONS[0], dataclasses.replace(samples.PERSONS[0], number=2))},
        {"persons": ()},
        {"exhibits": (samples.exhibit(1), samples.exhibit(1, "b.txt"))},
    ],
)
def test_content_that_contradicts_itself_is_refused_without_quoting_it(changes):
    with pytest.raises(UnsoundContent) as caught:
        compose_package(samples.content(**changes), signer=samples.SIGNER)
    for text in ("girl", "Noor", "hotel", "note.txt"):
        assert text not in str(caught.value)


def test_content_does_not_show_in_a_representation():
    shown = repr(samples.content())
    for text in ("girl", "Noor", "hotel", "note.txt", "6123", "48213", "Investigation", "Art. 6"):
        assert text not in shown


def test_an_empty_package_can_be_made_too(tmp_path):
    content = samples.content(
        sources=(),
        facts=(),
        persons=(),
        identifiers=(),
        exhibits=(),
        custody=(),
        summary="",
        marking="",
        purpose="",
        licence_reference="",
        contact="",
        title="",
        signed_role="",
        consent_statement="",
        legal_ground="",
        recipient="",
    )
    built = build_package(content, tmp_path, signer=samples.SIGNER)
    assert json.loads(built.case_json)["@graph"]


def test_the_name_of_the_tar_is_known_beforehand(built):
    assert built.path.name == tar_name("OV-2026-0007") == "OV-2026-0007.tar"


def test_long_names_fit_in_the_tar(tmp_path):
    exhibits = (samples.exhibit(1, "n" * 100 + ".extension"),)
    content = samples.content(reference="R" * 200, exhibits=exhibits)
    built = build_package(content, tmp_path, signer=samples.SIGNER)
    report = verify_package(built.path)
    assert report.ok
    assert "tar" not in {finding.code for finding in report.findings}


def test_a_hostile_reference_stays_inside_the_folder(tmp_path):
    built = build_package(samples.content(reference="../../x y$(id)"), tmp_path, signer=samples.SIGNER)
    assert built.path.parent == tmp_path
    assert built.folder == "x-y-id"


def test_a_twenty_page_dossier_takes_far_less_than_three_seconds_of_processor_time():
    started = time.process_time()
    compose_package(samples.large_content(), signer=samples.SIGNER)
    assert time.process_time() - started < 3


def test_many_facts_with_long_texts_are_possible():
    facts = tuple(PackageFact(f"f{n}", n, "word " * 2000, "M-1", "x" * 3000, "A", "1") for n in range(1, 20))
    composed = compose_package(samples.content(facts=facts), signer=samples.SIGNER)
    assert composed.files[f"{composed.folder}/data/dossier.pdf"].startswith(b"%PDF-1.7")
