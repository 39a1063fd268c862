"""What a thief of the database and the files gets, and the search for words that must not be there."""

import base64
import binascii
import contextlib
import gzip
import io
import pickletools
import re
import zlib
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from tests.reading import content

DEEPEST = 3
ESCAPE = re.compile(rb"\\(?:u([0-9a-fA-F]{4}))")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")


def everything():
    """Every piece that a thief gets, as (place, bytes): tables, files of the database, files of the house."""
    yield from tables()
    yield from files()
    for session in Session.objects.all():
        yield "session, decoded", repr(session.get_decoded()).encode()


def tables():
    """Each value of each table of the database, also of tables that no model knows."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    yield f"table {table}", _bytes(value)
    if connection.vendor == "postgresql":
        yield from _copies()


def _copies():
    """What `COPY` gives: the text and the binary form that a dump would hold."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for form in ("text", "binary"):
                kept = io.BytesIO()
                with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT {form})') as copy:
                    for part in copy:
                        kept.write(bytes(part))
                yield f"copy of {table}", kept.getvalue()


def files():
    """Every file of the house but its keys; for SQLite also the file with its free pages and its log."""
    home = Path(settings.SEINHUIS_HOME)
    for path in sorted(home.rglob("*")):
        if path.is_file() and "keys" not in path.relative_to(home).parts:
            yield f"file {path.name}", path.name.encode() + b"\n" + content(path)


def _bytes(value):
    if isinstance(value, (bytes, memoryview)):
        return bytes(value)
    return str(value).encode("utf-8", "surrogatepass")


def forms(data, deep=0):
    """The data, and what it becomes when the usual wrappings are taken off."""
    yield data
    if deep == DEEPEST or not data:
        return
    for inner in _unwrapped(data):
        if inner and inner != data:
            yield from forms(inner, deep + 1)


def _unwrapped(data):
    with contextlib.suppress(zlib.error, OSError, EOFError):
        yield zlib.decompress(data)
    with contextlib.suppress(zlib.error, OSError, EOFError):
        yield gzip.decompress(data)
    if data.startswith(b"\x80"):
        yield _pickled_words(data)
    if b"\\" in data:
        yield ESCAPE.sub(lambda match: chr(int(match.group(1), 16)).encode("utf-8", "surrogatepass"), data)
    if len(data) < 1_000_000:
        for piece in BASE64.findall(data):
            for decode in (base64.b64decode, base64.urlsafe_b64decode):
                with contextlib.suppress(binascii.Error, ValueError):
                    yield decode(piece + b"=" * (-len(piece) % 4))


def _pickled_words(data):
    """The words in a pickle, without letting it do anything: most of what begins like one is none."""
    words = []
    with contextlib.suppress(Exception):
        for _opcode, argument, _place in pickletools.genops(data):
            words.append(argument if isinstance(argument, bytes) else str(argument).encode())
    return b"\n".join(words)


def needles(word):
    """A word of ASCII signs in the shapes in which it could stand somewhere."""
    plain = word.encode()
    shapes = {plain, word.encode("utf-16-le"), word.encode("utf-16-be"), plain.hex().encode()}
    for before in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            # The signs at both ends depend on their neighbours.
            shapes.add(encode(b"\0" * before + plain)[(0, 2, 3)[before] : -4])
    return shapes


def holding(pieces, words):
    """The places where one of these words stands, in any shape and under any wrapping."""
    wanted = {shape for word in words for shape in needles(word)}
    folded = {shape.lower() for word in words for shape in (word.encode(), word.encode().hex().encode())}
    found = set()
    for place, data in pieces:
        for form in forms(data):
            low = form.lower()
            if any(shape in form for shape in wanted) or any(shape in low for shape in folded):
                found.add(place)
    return found


def grouped(digits):
    """A pattern for these digits in any grouping."""
    return re.compile(rb"[\s().\-/+]{0,3}".join(bytes([each]) for each in digits.encode()))


def holding_digits(pieces, numbers):
    """The places where one of these numbers stands, in any grouping and under any wrapping."""
    patterns = [grouped(number) for number in numbers]
    return {
        place
        for place, data in pieces
        for form in forms(data)
        if any(pattern.search(form) for pattern in patterns)
    }
