"""Writing the whole journal to a file, as a stream."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from seinhuis.desk.journal.keys import public_key
from seinhuis.desk.journal.models import JournalCheckpoint, JournalEntry
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.engine.ledger.export import Header, export_lines

CHUNK = 2000


def newest_checkpoint() -> JournalCheckpoint:
    """The newest signed head. Raises NotFound when nothing has been signed yet."""
    newest: JournalCheckpoint | None = JournalCheckpoint.objects.order_by("-size").first()
    if newest is None:
        raise NotFound("The journal is empty: nothing has been signed yet.")
    return newest


def write_export(path: Path) -> int:
    """Write everything up to the newest checkpoint and return the number of entries.

    The file appears under its name only when it is whole. Raises NotFound when nothing has been signed yet.
    """
    newest = newest_checkpoint()
    notes = JournalCheckpoint.objects.filter(size__lte=newest.size).order_by("size")
    header = Header(public_key(), newest.note, notes.count())
    rows = JournalEntry.objects.filter(index__lt=newest.size).order_by("index")
    lines = export_lines(
        header,
        rows.values_list("index", "canonical").iterator(chunk_size=CHUNK),
        notes.values_list("size", "note").iterator(chunk_size=CHUNK),
    )
    _write_whole(path, lines)
    return newest.size


def _write_whole(path: Path, lines: Iterator[bytes]) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
