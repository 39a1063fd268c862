"""Read files into a staging folder: good lines as Parquet, bad ones with their reason."""

import datetime
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Self

from seinhuis.engine.linkage.corpus import columns
from seinhuis.engine.linkage.corpus.checking import INSTEAD_OF_TIME, KEPT, Record, Refused, check
from seinhuis.engine.linkage.corpus.contracts import Progress
from seinhuis.engine.linkage.corpus.errors import BadInput
from seinhuis.engine.linkage.corpus.linking import linking
from seinhuis.engine.linkage.corpus.parquet import Writer
from seinhuis.engine.linkage.corpus.reading import opening
from seinhuis.engine.linkage.corpus.reading.lines import Unreadable

_STEP = 1 << 22
_BATCH_TEXT = 16_000_000  # code points
_BATCH_ROWS = 20_000
_FIELD_NAMES, _FIELD_NAME_LENGTH = 20, 40
_KEPT = frozenset((*KEPT, INSTEAD_OF_TIME))


@dataclass
class StagedFile:
    """One file that was read, and what was counted on the way."""

    name: str
    sha256: str
    size: int
    lines: int = 0
    rejected: int = 0
    remarks: int = 0


@dataclass
class RejectsFile:
    """The lines that were set aside: JSON lines with file, line, reason and whether the record was kept."""

    path: Path
    count: int = 0
    rejected: int = 0
    _file: IO[str] | None = field(default=None, repr=False)

    def write(self, file: StagedFile, line: int, reason: str, *, kept: bool = False) -> None:
        """Add one line; the content of the input is never in it."""
        if self._file is None:
            # Reading closes it and settling opens it once more: what was written before must stay.
            self._file = self.path.open("a", encoding="utf-8")
        row = {"file": file.name, "sha256": file.sha256, "line": line, "reason": reason, "kept": kept}
        self._file.write(json.dumps(row, ensure_ascii=False) + "\n")
        self.count += 1
        self.rejected += not kept

    def close(self) -> None:
        """Write what is still in memory."""
        if self._file is not None:
            self._file.close()
            self._file = None


def sha256(file: IO[bytes]) -> str:
    """The SHA-256 of an opened file as hexadecimal digits; the file stands at its beginning after."""
    digest = hashlib.sha256()
    while block := file.read(_STEP):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


class Stage:
    """Takes files in, one after the other; a context manager that closes what it writes."""

    def __init__(self, staging: Path, source: str, latest: datetime.date, progress: Progress) -> None:
        self.folder, self._source, self._latest, self._progress = staging, source, latest, progress
        self.files: list[StagedFile] = []
        self.rejects = RejectsFile(staging / "rejects.jsonl")
        self.rows, self.ready_made = staging / "rows.parquet", staging / "ready_made.parquet"
        self.left_out: dict[str, None] = {}
        self._position = 0
        self._rows = Writer(self.rows, columns.STAGED, _BATCH_ROWS, _BATCH_TEXT)
        self._ready_made = Writer(self.ready_made, columns.READY_MADE, _BATCH_ROWS, _BATCH_TEXT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.rejects.close()
        self._rows.close()
        self._ready_made.close()

    def read(self, raw: IO[bytes], file: StagedFile) -> None:
        """Read one opened file to its end. Raises BadInput, also when it was changed meanwhile."""
        number = len(self.files)
        self.files.append(file)
        before = os.fstat(raw.fileno())
        for line, fields in opening.rows(raw, file.name, self.folder):
            file.lines += 1
            if file.lines % 1000 == 0:
                self._progress("read", min(raw.tell(), file.size), file.size)
            self._take(file, number, line, fields)
        after = os.fstat(raw.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise BadInput(f"{file.name}: the file changed while it was read; add it when it is finished.")
        self._progress("read", file.size, file.size)

    def _take(self, file: StagedFile, number: int, line: int, fields: dict[str, Any] | Unreadable) -> None:
        if isinstance(fields, Unreadable):
            self._refuse(file, line, fields.reason)
            return
        if not fields.keys() <= _KEPT:
            self._leave_out(fields)
        try:
            record = check(fields, self._latest)
        except Refused as refused:
            self._refuse(file, line, str(refused))
            return
        for remark in record.remarks:
            self.rejects.write(file, line, remark, kept=True)
        file.remarks += bool(record.remarks)
        self._keep(record, number, file.sha256, line)

    def _refuse(self, file: StagedFile, line: int, reason: str) -> None:
        file.rejected += 1
        self.rejects.write(file, line, reason)

    def _keep(self, record: Record, number: int, sha256: str, line: int) -> None:
        each, moment = record, record.moment
        row = (
            self._position, number, f"{self._source}:{each.id}", self._source, each.id, each.text,
            moment.month, moment.day, each.time, moment.trouble, each.place, each.url, each.author,
            each.identifiers or None, each.text_hash, each.fields_hash, sha256, line,
        )  # fmt: skip
        self._rows.add(row, len(each.text))
        for given in each.ready_made:
            row_given = (self._position, given.kind, given.canonical, linking(given.kind, given.canonical))
            self._ready_made.add(row_given, len(given.canonical))
        self._position += 1

    def _leave_out(self, fields: dict[str, Any]) -> None:
        for name in fields:
            if name not in _KEPT and len(self.left_out) < _FIELD_NAMES:
                self.left_out[str(name)[:_FIELD_NAME_LENGTH].encode("utf-8", "replace").decode()] = None
