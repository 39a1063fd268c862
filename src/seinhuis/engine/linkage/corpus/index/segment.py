"""One file of the index, as it lies on the disk, and finding in it.

All numbers are little-endian; every section begins at a multiple of 8 bytes::

    magic     8 bytes  "SEINIDX1"
    sizes     5 x u64  keys, bytes of all keys, postings, values, bytes of all values
    key offsets        (keys + 1) x u64; key k is bytes[offset[k]:offset[k + 1]]; keys in byte order
    key bytes
    posting offsets    (keys + 1) x u64; the postings of key k
    postings           u32 each: numbers of values
    value offsets      (values + 1) x u64
    value bytes

A key is ``kind:linking form``; a value is the id of a record. Finding one key is a binary search: about 24
steps among ten million, each of which touches one page. Nothing is imported, so a command starts at once.
"""

import mmap
import struct
import sys
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import Self, overload

from seinhuis.engine.linkage.corpus.errors import CorpusDamaged

MAGIC = b"SEINIDX1"
HEADER = struct.Struct("<8s5Q")


def padded(size: int) -> int:
    """The size of a section with what fills it up to a multiple of 8."""
    return -(-size // 8) * 8


def section_sizes(keys: int, key_bytes: int, postings: int, values: int, value_bytes: int) -> list[int]:
    """The sizes in bytes of the six sections after the header."""
    return [8 * (keys + 1), key_bytes, 8 * (keys + 1), 4 * postings, 8 * (values + 1), value_bytes]


class _Strings(Sequence[bytes]):
    """Offsets and bytes as a sequence."""

    def __init__(self, offsets: memoryview, content: memoryview) -> None:
        self._offsets, self._content = offsets, content

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        return bytes(self._content[self._offsets[index] : self._offsets[index + 1]])


class Segment:
    """An opened segment. Raises CorpusDamaged when the file is cut off or none; FileNotFoundError."""

    def __init__(self, path: Path) -> None:
        if sys.byteorder != "little":
            raise CorpusDamaged("The look-up index can be read only on little-endian machines.")
        with path.open("rb") as file:
            start = file.read(HEADER.size)
            if len(start) < HEADER.size or not start.startswith(MAGIC):
                raise CorpusDamaged(f"{path.name}: this file of the look-up index is damaged.")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._whole = memoryview(self._map)
        sections = self._sections(path, HEADER.unpack(start)[1:])
        self._keys = _Strings(sections[0].cast("Q"), sections[1])
        self._posting_offsets = sections[2].cast("Q")
        self._postings = sections[3].cast("I")
        self._values = _Strings(sections[4].cast("Q"), sections[5])

    def _sections(self, path: Path, sizes: tuple[int, ...]) -> list[memoryview]:
        sections = []
        position = HEADER.size
        for size in section_sizes(*sizes):
            sections.append(self._whole[position : position + size])
            position += padded(size)
        if position != len(self._whole):
            raise CorpusDamaged(f"{path.name}: this file of the look-up index is damaged.")
        return sections

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to do: the map goes when the last view of it goes."""

    def find(self, key: str) -> list[str]:
        """The values of one key, in the order of the file; empty when the key is not there."""
        wanted = key.encode("utf-8", "surrogatepass")
        place = bisect_left(self._keys, wanted)
        if place == len(self._keys) or self._keys[place] != wanted:
            return []
        first, last = self._posting_offsets[place], self._posting_offsets[place + 1]
        values = self._values
        return [values[number].decode() for number in self._postings[first:last]]
