"""Open a file by its content, not by its name: gzip or plain; JSON lines, CSV or Parquet."""

import gzip
import io
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from seinhuis.engine.linkage.corpus.errors import BadInput
from seinhuis.engine.linkage.corpus.reading import csv_rows, json_lines, parquet_rows
from seinhuis.engine.linkage.corpus.reading.lines import Row

_GZIP = b"\x1f\x8b"
_PARQUET = b"PAR1"
_MARK = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 1 << 16


def rows(raw: IO[bytes], name: str, staging: Path) -> Iterator[Row]:
    """The rows of an opened file; ``name`` is how messages call it, ``staging`` a folder for what must be
    unpacked first. Raises BadInput when the form is not recognised or the file is damaged.
    """
    number = 0
    try:
        with _plain(raw, staging) as stream:
            for number, row in _rows(stream, name):
                yield number, row
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise BadInput(f"{name}: the gzip data is broken off or damaged after line {number}.") from None


@contextmanager
def _plain(raw: IO[bytes], staging: Path) -> Iterator[io.BufferedReader]:
    """The stream out of its gzip when it is in one; Parquet whole, as it is read from its end."""
    packed = raw.read(len(_GZIP)) == _GZIP
    raw.seek(0)
    if not packed:
        whole_file = io.BufferedReader(cast(io.RawIOBase, raw), _LOOKED_AT)
        yield cast(io.BufferedReader, whole_file)
        whole_file.detach()  # or it would close the file with itself
        return
    with io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=raw)), _LOOKED_AT) as stream:
        if not stream.peek().startswith(_PARQUET):
            yield cast(io.BufferedReader, stream)
            return
        with tempfile.TemporaryFile(dir=staging) as whole:
            shutil.copyfileobj(stream, whole)
            whole.seek(0)
            yield cast(io.BufferedReader, whole)


def _rows(stream: io.BufferedReader, name: str) -> Iterator[Row]:
    start = stream.peek()
    if start.startswith(_PARQUET):
        return parquet_rows.rows(stream, name)
    if start.startswith(_UTF16):
        raise BadInput(f"{name}: this is UTF-16; save it as UTF-8.")
    if start.startswith(_MARK):
        stream.read(len(_MARK))
        start = start[len(_MARK) :]
    if csv_rows.header(start.partition(b"\n")[0]):
        return csv_rows.rows(stream, name)
    if _may_be_json_lines(start):
        return json_lines.rows(stream)
    raise BadInput(f"{name}: not JSON lines, no CSV with a header that names id and text, and not Parquet.")


def _may_be_json_lines(start: bytes) -> bool:
    """Some line begins as an object does; or there is too little, or too long a first line, to tell."""
    begins = any(line.lstrip().startswith(b"{") for line in start.splitlines())
    return begins or not start.strip() or (b"\n" not in start and len(start) >= _LOOKED_AT // 2)
