"""Making a package: a bag with dossier, exchange file, exhibits and custody; signed, stamped, one tar."""

import datetime
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from seinhuis.engine.evidence.bag import TAG_MANIFEST, make_bag
from seinhuis.engine.evidence.case.bundle import case_json
from seinhuis.engine.evidence.contracts import PackageContent
from seinhuis.engine.evidence.custody import custody_csv, custody_steps
from seinhuis.engine.evidence.dossier.arranging import Surroundings, arrange
from seinhuis.engine.evidence.dossier.press import print_dossier
from seinhuis.engine.evidence.instructions import Situation, steps, verify_text
from seinhuis.engine.evidence.signing import fingerprint, public_key_pem
from seinhuis.engine.evidence.soundness import check_content
from seinhuis.engine.evidence.stamps import Stamp, Stamper
from seinhuis.engine.evidence.tarball import write_tar
from seinhuis.engine.evidence.texts import exhibit_name, folder_name, one_line
from seinhuis.engine.evidence.wording import Wording
from seinhuis.engine.sealing.signatures import SigningKey

DOSSIER = "dossier.pdf"
CASE = "case.jsonld"
CUSTODY = "custody.csv"
INSTRUCTIONS = "VERIFY.txt"
# bagit.txt, bag-info.txt, the two manifests and the instructions.
_TAG_FILES = 5
_PRIVATE = 0o600


@dataclass(frozen=True)
class Composition:
    """A package in memory: every file of the tar by name. Nothing of it has touched a disk."""

    folder: str
    files: Mapping[str, bytes] = field(repr=False)
    made_at: datetime.datetime
    signer_fingerprint: str
    stamped_at: datetime.datetime | None

    @property
    def case_json(self) -> bytes:
        """The exchange file, for the check in the background."""
        return self.files[f"{self.folder}/data/{CASE}"]

    def write_to(self, target: BinaryIO) -> None:
        """Write the tar."""
        write_tar(self.files, target, moment=int(self.made_at.timestamp()))


@dataclass(frozen=True)
class BuiltPackage:
    """A package on disk: the tar (not sealed yet), its SHA-256, its size in bytes, and what is in it."""

    path: Path
    sha256: str
    size: int
    folder: str
    signer_fingerprint: str
    stamped_at: datetime.datetime | None
    case_json: bytes = field(repr=False)


def tar_name(reference: str, package_id: str = "") -> str:
    """The name of the tar; sealed it is this with ``.age``, as VERIFY.txt says."""
    return f"{folder_name(reference, package_id)}.tar"


def build_package(
    content: PackageContent, directory: Path, *, signer: SigningKey, stamper: Stamper | None = None
) -> BuiltPackage:
    """Make the package and write its tar into ``directory``, readable by its owner only.

    Raises UnsoundContent, CannotWriteDossier or a StampError; then nothing has been written.
    """
    composed = compose_package(content, signer=signer, stamper=stamper)
    path = directory / f"{composed.folder}.tar"
    half = path.with_suffix(".tar.part")
    with os.fdopen(os.open(half, os.O_RDWR | os.O_CREAT | os.O_TRUNC, _PRIVATE), "w+b") as target:
        composed.write_to(target)
        size = target.tell()
        target.seek(0)
        digest = hashlib.file_digest(target, "sha256").hexdigest()
    half.replace(path)
    return BuiltPackage(
        path,
        digest,
        size,
        composed.folder,
        composed.signer_fingerprint,
        composed.stamped_at,
        composed.case_json,
    )


def compose_package(
    content: PackageContent, *, signer: SigningKey, stamper: Stamper | None = None
) -> Composition:
    """Make the package in memory. Same content, key and moment: the same bytes (a stamp is new each time).

    Raises UnsoundContent, CannotWriteDossier or a StampError.
    """
    check_content(content)
    folder = folder_name(content.reference, content.id)
    print_of_key = fingerprint(signer.public_key)
    bag = _bag(content, folder, print_of_key, stamper.authority if stamper else None)
    stamp = stamper.stamp(bag[TAG_MANIFEST]) if stamper else None
    files = {f"{folder}/{name}": data for name, data in bag.items()}
    files[f"{folder}.signer.pem"] = public_key_pem(signer.public_key)
    files[f"{folder}.tagmanifest.sig"] = signer.sign(bag[TAG_MANIFEST])
    if stamper and stamp:
        files.update(_stamp_files(folder, stamper, stamp))
    return Composition(folder, files, content.made_at, print_of_key, stamp.moment if stamp else None)


def _stamp_files(folder: str, stamper: Stamper, stamp: Stamp) -> dict[str, bytes]:
    return {
        f"{folder}.tsq": stamp.request,
        f"{folder}.tsr": stamp.response,
        f"{folder}.tsa.pem": stamper.certificate,
    }


def _bag(content: PackageContent, folder: str, print_of_key: str, authority: str | None) -> dict[str, bytes]:
    wording = Wording(content.language)
    custody = custody_steps(content, wording, print_of_key)
    exhibits = {
        f"exhibits/{exhibit_name(exhibit.number, exhibit.name)}": exhibit.data for exhibit in content.exhibits
    }
    paths = [f"data/{name}" for name in exhibits]
    situation = _situation(content, folder, print_of_key, authority, paths)
    around = Surroundings(wording, print_of_key, custody, _commands(situation), paths, authority is not None)
    payload = {
        DOSSIER: print_dossier(arrange(content, around), content.language),
        CASE: case_json(content, custody, paths, wording),
        CUSTODY: custody_csv(custody, wording),
        **exhibits,
    }
    tags = {INSTRUCTIONS: verify_text(situation, wording)}
    return make_bag(payload, tags, _info(content, print_of_key, authority), content.made_at.date())


def _situation(
    content: PackageContent, folder: str, print_of_key: str, authority: str | None, paths: list[str]
) -> Situation:
    hashes = [(exhibit.sha256.lower(), path) for exhibit, path in zip(content.exhibits, paths, strict=True)]
    files = len((DOSSIER, CASE, CUSTODY)) + len(paths) + _TAG_FILES
    return Situation(
        folder,
        content.organisation,
        content.contact,
        print_of_key,
        authority,
        files,
        sorted(hashes, key=lambda pair: pair[1]),
    )


def _commands(situation: Situation) -> list[str]:
    return [command for step in steps(situation) for command in step.commands]


def _info(content: PackageContent, print_of_key: str, authority: str | None) -> list[tuple[str, str]]:
    stamp = [("Time-Stamp-Authority", authority)] if authority else []
    return [
        ("Source-Organization", one_line(content.organisation)),
        ("External-Identifier", one_line(content.reference)),
        ("Internal-Sender-Identifier", one_line(content.id)),
        ("Signer-Key-SHA256", print_of_key),
        *stamp,
        ("Bag-Software-Agent", "Seinhuis"),
    ]
