"""Reading a column of texts: from Arrow to the shingles of each text, with no Python string in between."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy
import pyarrow
from numpy.typing import NDArray

from seinhuis.engine.linkage.text.cores import in_order
from seinhuis.engine.linkage.text.folding import folding_tables

Texts: TypeAlias = pyarrow.StringArray | pyarrow.LargeStringArray | pyarrow.ChunkedArray
Block: TypeAlias = tuple[NDArray[numpy.uint8], NDArray[numpy.int64], NDArray[numpy.bool_]]
_OCTETS_AT_ONCE = 1 << 23


class WrongTexts(TypeError):
    """What was given is not a column of texts."""


@dataclass(frozen=True)
class Reading:
    """The shingles of n texts.

    ``shingles``: uint64, those of each text sorted and each once, first of signs, then of words. ``bounds``:
    int64, n x 3, where the signs of a text begin, where its words begin, and where these end; a text that is
    null or says too little has none. ``fingerprints``: uint64, equal for texts with equal shingles, 0 for
    none. (Two of a million unequal texts have the same by chance once in forty million such corpora.)
    """

    shingles: NDArray[numpy.uint64]
    bounds: NDArray[numpy.int64]
    fingerprints: NDArray[numpy.uint64]


def read_texts(texts: Texts) -> Reading:
    """The shingles of each text. Raises WrongTexts."""
    _check(texts)
    bounds = numpy.empty((len(texts), 3), dtype=numpy.int64)
    fingerprints = numpy.empty(len(texts), dtype=numpy.uint64)
    shingles, used, row = numpy.empty(0, dtype=numpy.uint64), 0, 0
    for part in in_order(_read_block, _blocks(texts)):
        end, to = used + part.shingles.size, row + part.fingerprints.size
        _make_room(shingles, end)
        shingles[used:end] = part.shingles
        bounds[row:to], fingerprints[row:to] = part.bounds + used, part.fingerprints
        used, row = end, to
    shingles.resize(used, refcheck=False)
    return Reading(shingles, bounds, fingerprints)


def _read_block(block: Block) -> Reading:
    from seinhuis.engine.linkage.text.kernels import reading as kernels

    octets, offsets, present = block
    # The system gives no memory for what is never written.
    room = numpy.empty(2 * int(offsets[-1] - offsets[0]), dtype=numpy.uint64)
    bounds = numpy.empty((present.size, 3), dtype=numpy.int64)
    fingerprints = numpy.empty(present.size, dtype=numpy.uint64)
    used = kernels.read_texts(octets, offsets, present, *folding_tables(), room, bounds, fingerprints)
    return Reading(room[:used], bounds, fingerprints)


def _check(texts: Texts) -> None:
    if not isinstance(texts, pyarrow.Array | pyarrow.ChunkedArray):
        raise WrongTexts("Texts are an Arrow array of strings.")
    if not (pyarrow.types.is_string(texts.type) or pyarrow.types.is_large_string(texts.type)):
        raise WrongTexts(f"Texts are an Arrow array of strings, not of {texts.type}.")


def _make_room(shingles: NDArray[numpy.uint64], size: int) -> None:
    """Grow in place: the system moves pages instead of copying, and gives none before they are written."""
    if shingles.size < size:
        shingles.resize(size + size // 2, refcheck=False)


def _blocks(texts: Texts) -> Iterator[Block]:
    """The texts in runs of some megabytes: their octets, the offsets in these, and which are not null."""
    for chunk in texts.chunks if isinstance(texts, pyarrow.ChunkedArray) else [texts]:
        if len(chunk):
            yield from _split(*_buffers(chunk))


def _buffers(chunk: pyarrow.Array) -> Block:
    _, positions, data = chunk.buffers()
    width = numpy.int64 if pyarrow.types.is_large_string(chunk.type) else numpy.int32
    offsets = numpy.frombuffer(
        positions, dtype=width, count=len(chunk) + 1, offset=chunk.offset * width().itemsize
    )
    octets = numpy.frombuffer(data, dtype=numpy.uint8) if data else numpy.zeros(0, dtype=numpy.uint8)
    octets.flags.writeable = False  # one type for the kernel, whoever owns the buffer
    return octets, offsets.astype(numpy.int64), chunk.is_valid().to_numpy(zero_copy_only=False)


def _split(
    octets: NDArray[numpy.uint8], offsets: NDArray[numpy.int64], present: NDArray[numpy.bool_]
) -> Iterator[Block]:
    begin = 0
    while begin < present.size:
        end = int(numpy.searchsorted(offsets, offsets[begin] + _OCTETS_AT_ONCE, side="right")) - 1
        end = min(max(end, begin + 1), present.size)
        yield octets, offsets[begin : end + 1], present[begin:end]
        begin = end
