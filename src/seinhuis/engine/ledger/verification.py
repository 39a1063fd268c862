"""Checking an export line by line, in constant memory, and saying exactly what is wrong and where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO

from seinhuis.engine.ledger.chain import Chain
from seinhuis.engine.ledger.checkpoint import Checkpoint, VerifierKey, open_checkpoint, parse_checkpoint
from seinhuis.engine.ledger.entries import parse_entry
from seinhuis.engine.ledger.errors import LedgerError, MalformedEntry, MalformedExport
from seinhuis.engine.ledger.export import (
    Header,
    is_checkpoint,
    parse_checkpoint_line,
    parse_header,
    read_lines,
)
from seinhuis.engine.ledger.findings import Findings, Trouble, entries_between
from seinhuis.engine.ledger.tree import Frontier, leaf_hash

OnLeaf = Callable[[int, bytes, bytes], None]


@dataclass(frozen=True)
class Verdict:
    """What checking an export found. ``unnamed`` counts the troubles beyond those named."""

    key: VerifierKey | None
    key_from_export: bool
    newest: Checkpoint | None
    newest_note: str
    entries: int
    checkpoints: int
    troubles: tuple[Trouble, ...]
    unnamed: int = 0

    @property
    def holds(self) -> bool:
        """Say whether everything that was checked is as it should be."""
        return not self.troubles


def verify_export(
    file: IO[bytes],
    *,
    key: VerifierKey | None = None,
    kept: Iterable[str] = (),
    on_leaf: OnLeaf | None = None,
) -> Verdict:
    """Check every entry, the chain, the tree and each signature of an export.

    Without ``key`` the one in the export is trusted. ``kept`` are notes of checkpoints kept from earlier:
    what they signed must still be there. ``on_leaf`` hears (index, leaf hash, entry) of each entry in order.
    Whatever the file holds becomes a trouble in the verdict, never an exception.
    """
    lines = read_lines(file)
    try:
        header = parse_header(next(lines, b"").removesuffix(b"\n"))
    except MalformedExport as error:
        return Verdict(key, key is None, None, "", 0, 0, (Trouble("header", 1, None, str(error)),))
    reading = _Reading(header, key or header.key, on_leaf)
    reading.begin(kept)
    for line in lines:
        reading.take(line)
    reading.finish()
    return reading.verdict(key_from_export=key is None)


@dataclass
class _Reading:
    """How far reading an export has come and what was found on the way."""

    header: Header
    key: VerifierKey
    on_leaf: OnLeaf | None
    findings: Findings = field(default_factory=Findings)
    tree: Frontier = field(default_factory=Frontier)
    entries: int = 0
    checkpoints: int = 0
    signed: int = 0
    early: int | None = None
    last_note: str = ""
    kept: dict[int, list[Checkpoint]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.newest = parse_checkpoint(self.header.newest)
        self.chain = Chain(self.findings)

    def begin(self, kept: Iterable[str]) -> None:
        self._open(self.header.newest)
        for note in kept:
            self._remember(note)
        self._meet_kept()

    def take(self, raw: bytes) -> None:
        self.findings.line += 1
        line = raw.removesuffix(b"\n")
        if is_checkpoint(line):
            self._take_checkpoint(line)
        else:
            self._take_entry(line)
        if line == raw:
            self.findings.report(
                "cut_off", "The line is cut off: it has no line end.", entry=self.chain.expected
            )

    def finish(self) -> None:
        self.chain.finish()
        found, size = self.chain.expected, self.newest.size
        if found < size:
            text = f"The export ends too early: {entries_between(found, size)} missing."
            self.findings.report("missing", text, entry=found, whole=True)
        elif self.last_note != self.header.newest:
            self.findings.report(
                "checkpoint", "The export does not end with its newest checkpoint.", whole=True
            )
        if self.checkpoints != self.header.checkpoints:
            text = f"There are {self.checkpoints} checkpoints; the header names {self.header.checkpoints}."
            self.findings.report("checkpoint", text, whole=True)
        for size in sorted(self.kept):
            self._report_unreached(size)

    def verdict(self, *, key_from_export: bool) -> Verdict:
        return Verdict(
            key=self.key,
            key_from_export=key_from_export,
            newest=self.newest,
            newest_note=self.header.newest,
            entries=self.entries,
            checkpoints=self.checkpoints,
            troubles=tuple(self.findings.named),
            unnamed=self.findings.unnamed,
        )

    def _take_entry(self, line: bytes) -> None:
        try:
            entry = parse_entry(line)
        except MalformedEntry as error:
            self.chain.take_unreadable(str(error))
            return
        self.entries += 1
        if self.early is not None and entry.index == self.chain.expected:
            self._misplaced(self.early)
        self.early = None
        if entry.index >= self.newest.size:
            text = f"Entry {entry.index} was added: no checkpoint of this export signs it."
            self.findings.report("added", text, entry=entry.index)
            return
        leaf = leaf_hash(line)
        if self.chain.take(entry, leaf):
            self._grow(entry.index, leaf, line)

    def _grow(self, index: int, leaf: bytes, line: bytes) -> None:
        self.tree = self.tree.append(leaf)
        self._meet_kept()
        if self.on_leaf is not None:
            self.on_leaf(index, leaf, line)

    def _take_checkpoint(self, line: bytes) -> None:
        self.checkpoints += 1
        try:
            self.last_note = parse_checkpoint_line(line)
            checkpoint = self._open(self.last_note)
        except LedgerError as error:
            self.findings.report("checkpoint", str(error))
            return
        if checkpoint is not None:
            self._compare(checkpoint)

    def _open(self, note: str) -> Checkpoint | None:
        try:
            checkpoint = open_checkpoint(note, self.key)
        except LedgerError as error:
            self.findings.report("signature", str(error))
            return None
        if checkpoint.origin != self.key.name:
            self.findings.report("signature", "The checkpoint names another journal than its key does.")
        return checkpoint

    def _compare(self, checkpoint: Checkpoint) -> None:
        size = checkpoint.size
        if size > self.chain.expected:
            # Either entries are missing before it, or it stands too early: the next entry shows which.
            self.early = size
        elif size < self.chain.expected or size <= self.signed:
            self._misplaced(size)
        elif not self.chain.broken and self.tree.root() != checkpoint.root:
            self.chain.take_wrong_root(self.signed)
        self.signed = max(self.signed, size)

    def _misplaced(self, size: int) -> None:
        text = f"The checkpoint over {size} entries stands out of its place, at entry {self.chain.expected}."
        self.findings.report("checkpoint", text)

    def _remember(self, note: str) -> None:
        try:
            checkpoint = open_checkpoint(note, self.key)
        except LedgerError as error:
            self.findings.report("kept", f"The checkpoint that was kept cannot be used: {error}", whole=True)
            return
        self.kept.setdefault(checkpoint.size, []).append(checkpoint)

    def _meet_kept(self) -> None:
        if self.tree.size != self.chain.expected:
            return
        for checkpoint in self.kept.pop(self.tree.size, []):
            if checkpoint.root != self.tree.root():
                text = f"The first {checkpoint.size} entries are not the ones that the kept checkpoint signs."
                self.findings.report("kept", text, whole=True)

    def _report_unreached(self, size: int) -> None:
        if size > self.newest.size:
            missing = entries_between(self.newest.size, size)
            text = f"The kept checkpoint signs {size} entries: {missing} missing from this export."
        else:
            text = (
                f"The kept checkpoint over {size} entries could not be compared, because entries are missing."
            )
        self.findings.report("kept", text, entry=min(size, self.newest.size), whole=True)
