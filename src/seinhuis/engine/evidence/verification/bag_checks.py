"""Whether a bag is whole: what is listed is there and unchanged, and nothing else is there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from seinhuis.engine.evidence.bag import DECLARATION, MANIFEST, TAG_MANIFEST
from seinhuis.engine.evidence.errors import UnreadablePackage
from seinhuis.engine.evidence.texts import one_line
from seinhuis.engine.evidence.verification.reading import SIDE_FILES, Opened, digest, read_small
from seinhuis.engine.evidence.verification.report import Finding, State

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True)
class Bag:
    """An opened package with its one folder, and the hash of every file in it by name inside the bag."""

    opened: Opened
    folder: str
    hashes: Mapping[str, str]

    def has(self, name: str) -> bool:
        """Whether a file is in the bag."""
        return name in self.hashes

    def read(self, name: str) -> bytes:
        """One small file of the bag."""
        return read_small(self.opened, f"{self.folder}/{name}")

    def side(self, ending: str) -> bytes | None:
        """One small file beside the bag, or None."""
        name = f"{self.folder}{ending}"
        return read_small(self.opened, name) if name in self.opened.sizes else None


def find_bag(opened: Opened) -> Bag:
    """The bag in an opened package, every file hashed once. Raises UnreadablePackage."""
    folders = {name.partition("/")[0] for name in opened.sizes if "/" in name}
    if len(folders) != 1:
        raise UnreadablePackage(f"A package has one folder; this one has {len(folders)}.")
    folder = folders.pop()
    inside = f"{folder}/"
    hashes = {name[len(inside) :]: digest(opened, name) for name in opened.sizes if name.startswith(inside)}
    return Bag(opened, folder, hashes)


def check_bag(bag: Bag) -> Iterator[Finding]:
    """Everything about the files and the two lists of them."""
    yield from _declaration(bag)
    yield from _beside(bag)
    listed: dict[str, str] = {}
    for name in (MANIFEST, TAG_MANIFEST):
        lines, findings = _read_list(bag, name)
        yield from findings
        listed.update(lines)
    wrong = [*_compare(bag, listed)]
    yield from wrong
    if not wrong:
        yield Finding(
            "files",
            State.GOOD,
            f"All {len(listed)} listed files are there and unchanged, and there are no others.",
        )


def _declaration(bag: Bag) -> Iterator[Finding]:
    if not bag.has("bagit.txt") or bag.read("bagit.txt") != DECLARATION:
        yield Finding(
            "bagit",
            State.WRONG,
            "bagit.txt is missing or does not say that this is a BagIt 1.0 bag.",
            "bagit.txt",
        )


def _beside(bag: Bag) -> Iterator[Finding]:
    known = {f"{bag.folder}{ending}" for ending in SIDE_FILES}
    for name in sorted(bag.opened.sizes):
        if "/" not in name and name not in known:
            shown = one_line(name)
            yield Finding("extra", State.WRONG, f"{shown} does not belong in a package.", shown)


def _read_list(bag: Bag, name: str) -> tuple[dict[str, str], list[Finding]]:
    if not bag.has(name):
        return {}, [Finding("list", State.WRONG, f"The list {name} is missing.", name)]
    lines = bag.read(name).decode("utf-8", "replace").split("\n")
    found: dict[str, str] = {}
    for line in lines[:-1]:
        match = _LINE.fullmatch(line)
        if match is None or match[2] in found:
            return found, [Finding("list", State.WRONG, f"The list {name} is damaged.", name)]
        found[match[2]] = match[1]
    if lines[-1] or not found:
        return found, [Finding("list", State.WRONG, f"The list {name} is cut off.", name)]
    return found, []


def _compare(bag: Bag, listed: Mapping[str, str]) -> Iterator[Finding]:
    for name in sorted(listed):
        shown = one_line(name)
        if not bag.has(name):
            yield Finding("missing", State.WRONG, f"{shown} is listed and is not there.", shown)
        elif bag.hashes[name] != listed[name]:
            yield Finding(
                "changed", State.WRONG, f"{shown} is not as it was: its SHA-256 differs from the list.", shown
            )
    for name in sorted(bag.hashes.keys() - listed.keys() - {TAG_MANIFEST}):
        shown = one_line(name)
        yield Finding("extra", State.WRONG, f"{shown} is there and is not listed.", shown)
