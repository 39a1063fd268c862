"""A BagIt bag (RFC 8493) in memory.

The usual library changes the working directory of the whole process, which a threaded server cannot bear.
"""

import datetime
import hashlib
from collections.abc import Mapping, Sequence

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"


def make_bag(payload: Mapping[str, bytes], tags: Mapping[str, bytes], info: Sequence[tuple[str, str]],
             day: datetime.date) -> dict[str, bytes]:  # fmt: skip
    """All files of a bag by name. ``payload`` names are below ``data/``; ``tags`` are files beside it.

    Values of ``info`` stand on one line each. Bagging-Date and Payload-Oxum are added.
    """
    inside = {f"data/{name}": data for name, data in payload.items()}
    tagged = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": _info(info, inside, day),
        MANIFEST: manifest(inside),
        **tags,
    }
    return {**inside, **tagged, TAG_MANIFEST: manifest(tagged)}


def manifest(files: Mapping[str, bytes]) -> bytes:
    """One line per file as `sha256sum` writes it: the hash, two spaces, the name."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode("utf-8")


def _info(info: Sequence[tuple[str, str]], payload: Mapping[str, bytes], day: datetime.date) -> bytes:
    octets = sum(len(data) for data in payload.values())
    rows = (*info, ("Bagging-Date", day.isoformat()), ("Payload-Oxum", f"{octets}.{len(payload)}"))
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in rows).encode("utf-8")
