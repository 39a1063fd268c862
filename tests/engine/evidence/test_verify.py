import io
import os
import shutil
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.evidence.bag import manifest
from seinhuis.engine.evidence.errors import StillSealed, UnreadablePackage
from seinhuis.engine.evidence.package import build_package, compose_package
from seinhuis.engine.evidence.seal import generate_age_identity, seal_to_recipients
from seinhuis.engine.evidence.signing import public_key_pem
from seinhuis.engine.evidence.tarball import write_tar
from seinhuis.engine.evidence.verification.report import State
from seinhuis.engine.evidence.verification.verify import verify_package
from seinhuis.engine.sealing.signatures import SigningKey

from . import samples
from .conftest import make_chain, run

COMPOSED = compose_package(samples.content(facts=samples.FACTS[:1], identifiers=()), signer=samples.SIGNER)
_TARGET = io.BytesIO()
COMPOSED.write_to(_TARGET)
TAR = _TARGET.getvalue()
FOLDER = COMPOSED.folder
PEM = public_key_pem(samples.SIGNER.public_key)


def written(tmp_path, data, name="p.tar"):
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def tar_of(files):
    target = io.BytesIO()
    write_tar(files, target, moment=0)
    return target.getvalue()


def wrong(report):
    return [(finding.code, finding.file) for finding in report.findings if finding.state is State.WRONG]


def signed_again(files, key):
    """The files with lists and signature made anew, as somebody with another key would do."""
    inside = {
        name.removeprefix(f"{FOLDER}/"): data for name, data in files.items() if name.startswith(f"{FOLDER}/")
    }
    del inside["tagmanifest-sha256.txt"]
    inside["manifest-sha256.txt"] = manifest(
        {name: data for name, data in inside.items() if name.startswith("data/")}
    )
    tags = manifest({name: data for name, data in inside.items() if not name.startswith("data/")})
    made = {f"{FOLDER}/{name}": data for name, data in inside.items()} | {
        f"{FOLDER}/tagmanifest-sha256.txt": tags
    }
    return made | {
        f"{FOLDER}.signer.pem": public_key_pem(key.public_key),
        f"{FOLDER}.tagmanifest.sig": key.sign(tags),
    }


def test_a_good_package_is_good_and_says_what_a_person_must_do(built):
    report = verify_package(built.path)
    assert report.ok
    assert report.fingerprint == built.signer_fingerprint
    assert not report.key_confirmed
    notes = [finding.message for finding in report.findings if finding.state is State.NOTE]
    assert any("Telephone the sender" in note and "a050 837d 8507" in note for note in notes)
    assert any("no time stamp" in note for note in notes)


def test_the_unpacked_folder_and_the_bag_itself_are_good_too(unpacked, built):
    (unpacked / "key.txt").write_text("mine")
    for path in (unpacked, unpacked / built.folder):
        report = verify_package(path)
        assert report.ok, wrong(report)
        assert report.fingerprint == built.signer_fingerprint


def test_the_senders_key_from_elsewhere_confirms_it(built):
    report = verify_package(built.path, signer_key=PEM)
    assert report.ok
    assert report.key_confirmed
    other = verify_package(built.path, signer_key=public_key_pem(SigningKey.generate("x").public_key))
    assert not other.ok
    assert not other.key_confirmed


def test_a_package_signed_again_by_somebody_else_is_found_out(tmp_path):
    files = signed_again(dict(COMPOSED.files), SigningKey.generate("somebody"))
    report = verify_package(written(tmp_path, tar_of(files)))
    assert wrong(report) == [("key", "")]
    assert not verify_package(written(tmp_path, tar_of(files)), signer_key=PEM).ok


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(TAR) - 1), st.integers(1, 255))
def test_any_changed_byte_is_found(tmp_path_factory, place, change):
    spoiled = bytearray(TAR)
    spoiled[place] ^= change
    path = written(tmp_path_factory.mktemp("flip"), bytes(spoiled))
    _assert_found(path)


@pytest.mark.parametrize("name", sorted(COMPOSED.files))
def test_a_changed_bit_in_every_file_and_header_is_found(tmp_path, name):
    with tarfile.open(fileobj=io.BytesIO(TAR)) as archive:
        member = archive.getmember(name)
    inside = (member.offset_data, member.offset_data + member.size // 2, member.offset_data + member.size - 1)
    header = range(member.offset, member.offset + 512, 37)
    for place in (*inside, *header, member.offset + 154, member.offset + 155):
        for bit in (1, 32):
            spoiled = bytearray(TAR)
            spoiled[place] ^= bit
            _assert_found(written(tmp_path, bytes(spoiled)))


def _assert_found(path):
    try:
        report = verify_package(path)
    except (UnreadablePackage, StillSealed):
        return
    baseline = {"key", "stamp"}
    noted = {finding.code for finding in report.findings if finding.state is State.NOTE}
    assert not report.ok or noted - baseline, "not found"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(TAR) - 1))
def test_a_truncated_tar_is_refused(tmp_path_factory, length):
    path = written(tmp_path_factory.mktemp("cut"), TAR[:length])
    # The last file ends with its block, and two blocks of zeros follow.
    if length >= -(-len(TAR.rstrip(b"\0")) // 512) * 512 + 1024:
        assert verify_package(path).ok
        return
    with pytest.raises(UnreadablePackage, match=r"too early|in the middle|not a tar|damaged"):
        verify_package(path)


def test_the_file_that_was_cut_is_named(tmp_path):
    with tarfile.open(fileobj=io.BytesIO(TAR)) as archive:
        member = archive.getmember(f"{FOLDER}/data/dossier.pdf")
    with pytest.raises(UnreadablePackage, match=r"in the middle of OV-2026-0007/data/dossier\.pdf"):
        verify_package(written(tmp_path, TAR[: member.offset_data + 100]))


def test_something_behind_the_end_is_refused(tmp_path):
    with pytest.raises(UnreadablePackage, match="nothing should be"):
        verify_package(written(tmp_path, TAR + b"more"))


@pytest.mark.parametrize("name", sorted(COMPOSED.files))
def test_a_missing_file_is_named(tmp_path, name):
    files = {each: data for each, data in COMPOSED.files.items() if each != name}
    report = verify_package(written(tmp_path, tar_of(files)))
    assert not report.ok
    inside = name.removeprefix(f"{FOLDER}/")
    text = " ".join(finding.message for finding in report.findings if finding.state is State.WRONG)
    assert inside in text or "signature" in text.lower()


def test_an_extra_a_changed_and_a_renamed_file_are_named(tmp_path):
    files = dict(COMPOSED.files)
    files[f"{FOLDER}/data/exhibits/009-more.txt"] = b"x"
    files[f"{FOLDER}/notes.txt"] = b"x"
    files["readme"] = b"x"
    files[f"{FOLDER}/data/custody.csv"] += b"x"
    files[f"{FOLDER}/data/exhibits/001-letter.txt"] = files.pop(f"{FOLDER}/data/exhibits/001-note.txt")
    found = wrong(verify_package(written(tmp_path, tar_of(files))))
    for expected in (
        ("extra", "data/exhibits/009-more.txt"),
        ("extra", "notes.txt"),
        ("extra", "readme"),
        ("changed", "data/custody.csv"),
        ("missing", "data/exhibits/001-note.txt"),
        ("extra", "data/exhibits/001-letter.txt"),
        ("exhibit", "data/exhibits/001-note.txt"),
        ("exhibit", "data/exhibits/001-letter.txt"),
    ):
        assert expected in found


@pytest.mark.parametrize(
    "case",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"@graph": 3}',
        b'{"@graph": [1]}',
        b'{"@graph": [{"@id": []}]}',
        b"[" * 100_000,
    ],
)
def test_an_unreadable_exchange_file_is_wrong_even_when_signed(tmp_path, case):
    files = signed_again(dict(COMPOSED.files) | {f"{FOLDER}/data/case.jsonld": case}, samples.SIGNER)
    assert wrong(verify_package(written(tmp_path, tar_of(files)))) == [("case", "data/case.jsonld")]


def test_an_exhibit_swapped_and_signed_again_disagrees_with_the_exchange_file(tmp_path):
    files = signed_again(
        dict(COMPOSED.files) | {f"{FOLDER}/data/exhibits/001-note.txt": b"other"}, samples.SIGNER
    )
    assert wrong(verify_package(written(tmp_path, tar_of(files)))) == [
        ("exhibit", "data/exhibits/001-note.txt")
    ]


def hostile(*members):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(COMPOSED.files):
            info = tarfile.TarInfo(name)
            info.size = len(COMPOSED.files[name])
            archive.addfile(info, io.BytesIO(COMPOSED.files[name]))
        for info in members:
            archive.addfile(info, io.BytesIO(bytes(info.size)))
    return target.getvalue()


def entry(name, kind=tarfile.REGTYPE, link="", size=0):
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, link, size
    return info


@pytest.mark.parametrize(
    ("member", "sentence"),
    [
        (entry("/etc/cron.d/x"), "outside"),
        (entry("../x"), "outside"),
        (entry(f"{FOLDER}/data/../../x"), "outside"),
        (entry("a//b"), "outside"),
        (entry("c:/x"), "outside"),
        (entry(f"{FOLDER}\\..\\x"), "outside"),
        (entry(f"{FOLDER}/data/link", tarfile.SYMTYPE, "/etc/passwd"), "symbolic link"),
        (entry(f"{FOLDER}/data/link", tarfile.LNKTYPE, f"{FOLDER}/bagit.txt"), "hard link"),
        (entry(f"{FOLDER}/data/pipe", tarfile.FIFOTYPE), "plain files"),
        (entry(f"{FOLDER}/data/disk", tarfile.BLKTYPE), "plain files"),
        (entry(f"{FOLDER}/data/holes", tarfile.GNUTYPE_SPARSE), "holes"),
        (entry(f"{FOLDER}/data/holes", b"x"), "plain files"),
        (entry(f"{FOLDER}/bagit.txt"), "twice"),
        (entry("another/bagit.txt"), "one folder"),
    ],
)
def test_a_hostile_tar_is_refused_with_a_reason(tmp_path, member, sentence):
    with pytest.raises(UnreadablePackage, match=sentence):
        verify_package(written(tmp_path, hostile(member)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.tar"]


def test_a_name_cannot_speak_to_the_terminal(tmp_path):
    with pytest.raises(UnreadablePackage) as caught:
        verify_package(written(tmp_path, hostile(entry("../\x1b[2J\u202ex"))))
    assert "\x1b" not in str(caught.value)
    assert "\u202e" not in str(caught.value)


def test_a_size_that_is_larger_than_the_file_is_refused_at_once(tmp_path):
    data = bytearray(hostile(entry(f"{FOLDER}/bomb")))
    info = entry(f"{FOLDER}/bomb", size=2**40)
    end = len(bytes(data).rstrip(b"\0"))
    start = data.rindex(f"{FOLDER}/bomb".encode())
    assert start < end
    data[start : start + 512] = info.tobuf(tarfile.GNU_FORMAT)
    with pytest.raises(UnreadablePackage, match="in the middle"):
        verify_package(written(tmp_path, bytes(data)))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "too early"),
        (bytes(10240), "one folder"),
        (b"hello" * 500, "not a tar"),
        (b"PK\x03\x04" + bytes(600), "zip"),
        (b"\x1f\x8b\x08" + bytes(600), "gzip"),
    ],
)
def test_what_is_no_tar_is_refused_with_a_reason(tmp_path, data, sentence):
    with pytest.raises(UnreadablePackage, match=sentence):
        verify_package(written(tmp_path, data))


def test_a_sealed_package_gets_the_command_that_opens_it(tmp_path):
    sealed = seal_to_recipients(TAR, [generate_age_identity()[1]])
    with pytest.raises(StillSealed, match=r"age -d -i key\.txt"):
        verify_package(written(tmp_path, sealed, "p.tar.age"))


@pytest.mark.tool("tar")
def test_a_tar_made_again_by_another_program_is_good_with_a_note(unpacked, tmp_path, built):
    run(f"tar --format=gnu -cf again.tar {built.folder} {built.folder}.*", unpacked)
    report = verify_package(unpacked / "again.tar")
    assert report.ok
    assert "tar" in [finding.code for finding in report.findings if finding.state is State.NOTE]


def test_links_in_an_unpacked_folder_are_refused_and_never_followed(unpacked, built):
    bag = unpacked / built.folder
    (bag / "data" / "exhibits" / "001-note.txt").unlink()
    os.symlink("/etc/hostname", bag / "data" / "exhibits" / "001-note.txt")
    with pytest.raises(UnreadablePackage, match="symbolic link"):
        verify_package(unpacked)
    (bag / "data" / "exhibits" / "001-note.txt").unlink()
    os.symlink("/etc", bag / "data" / "more")
    with pytest.raises(UnreadablePackage, match="symbolic link"):
        verify_package(bag)


def test_a_folder_without_a_package_or_with_two_is_refused(unpacked, built, tmp_path_factory):
    with pytest.raises(UnreadablePackage, match="there are 0"):
        verify_package(tmp_path_factory.mktemp("empty"))
    shutil.copytree(unpacked / built.folder, unpacked / "second")
    with pytest.raises(UnreadablePackage, match="there are 2"):
        verify_package(unpacked)


@pytest.mark.tool("openssl")
class TestStamped:
    @pytest.fixture
    def stamped(self, tmp_path, stamper):
        return build_package(samples.content(), tmp_path, signer=samples.SIGNER, stamper=stamper)

    def test_a_stamp_is_checked_with_the_enclosed_or_the_given_certificate(self, stamped, authority):
        report = verify_package(stamped.path)
        assert report.ok
        assert report.stamped_at == stamped.stamped_at
        assert any("--tsa-certificate" in finding.message for finding in report.findings)
        given = verify_package(stamped.path, tsa_certificate=authority.certificate)
        assert given.ok
        assert not any("--tsa-certificate" in finding.message for finding in given.findings)

    def test_a_stamp_of_another_authority_is_wrong(self, stamped, authority):
        make_chain(authority.folder, "falseroot", "falsetsa")
        report = verify_package(
            stamped.path, tsa_certificate=(authority.folder / "falseroot.pem").read_bytes()
        )
        assert wrong(report) == [("stamp", "")]

    def test_a_stamp_that_was_taken_away_is_missed(self, stamped, tmp_path):
        files = self.files(stamped)
        for endings in ((".tsr",), (".tsq",), (".tsa.pem",), (".tsr", ".tsq", ".tsa.pem")):
            left = {name: data for name, data in files.items() if not name.endswith(endings)}
            assert ("stamp", "") in wrong(verify_package(written(tmp_path, tar_of(left))))

    def test_a_stamp_of_another_package_or_request_is_wrong(self, stamped, stamper, tmp_path):
        files = self.files(stamped)
        other = stamper.stamp(b"other")
        again = stamper.stamp(files[f"{FOLDER}/tagmanifest-sha256.txt"])
        for change in (
            {".tsr": other.response},
            {".tsq": other.request},
            {".tsq": again.request},
            {".tsr": b"\x30\x00"},
        ):
            spoiled = files | {f"{FOLDER}{ending}": data for ending, data in change.items()}
            assert wrong(verify_package(written(tmp_path, tar_of(spoiled)))) == [("stamp", "")]

    @staticmethod
    def files(built):
        with tarfile.open(built.path) as archive:
            return {member.name: archive.extractfile(member).read() for member in archive}
