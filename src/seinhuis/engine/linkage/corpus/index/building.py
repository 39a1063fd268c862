"""Writing segments of the index from tables of (key, value) pairs, and reading them back as such."""

from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus.index.segment import HEADER, MAGIC, padded, section_sizes


def build(path: Path, pairs: Any) -> None:
    """Write a segment from an Arrow table `key`, `value`, sorted by both, each pair once."""
    import numpy
    import pyarrow as pa

    key, value = (_whole(pairs.column(name)) for name in ("key", "value"))
    starts = _starts(key)
    keys = key.take(pa.array(starts))
    # Encoded after flattening, so that numbers do not depend on how the table was cut into chunks.
    encoded = value.dictionary_encode()
    values = encoded.dictionary
    sections = [
        *_offsets_and_bytes(keys),
        numpy.append(starts, len(key)).astype("<u8"),
        encoded.indices.to_numpy().astype("<u4"),
        *_offsets_and_bytes(values),
    ]
    sizes = (len(keys), len(sections[1]), len(key), len(values), len(sections[5]))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.pack(MAGIC, *sizes))
        for section, size in zip(sections, section_sizes(*sizes), strict=True):
            content = memoryview(section).cast("B")
            file.write(content)
            file.write(bytes(padded(size) - size))


def pairs_of(path: Path) -> Any:
    """The pairs of a segment as an Arrow table `key`, `value` in the order of the file."""
    import numpy
    import pyarrow as pa

    whole = numpy.memmap(path, mode="r")
    sizes = HEADER.unpack(bytes(whole[: HEADER.size]))[1:]
    sections, position = [], HEADER.size
    for size in section_sizes(*sizes):
        sections.append(whole[position : position + size])
        position += padded(size)
    offsets: Any = sections[2].view("<u8").astype(numpy.int64)
    counts = offsets[1:] - offsets[:-1]
    key = _strings(sections[0], sections[1]).take(pa.array(numpy.repeat(numpy.arange(len(counts)), counts)))
    value = _strings(sections[4], sections[5]).take(pa.array(sections[3].view("<u4").astype(numpy.int64)))
    return pa.table({"key": key, "value": value})


def _whole(column: Any) -> Any:
    import pyarrow as pa

    flat = column.cast(pa.large_string()).combine_chunks()
    return flat.combine_chunks() if isinstance(flat, pa.ChunkedArray) else flat


def _starts(key: Any) -> Any:
    """Where in the sorted column another key begins."""
    import numpy
    import pyarrow.compute as pc

    if not len(key):
        return numpy.zeros(0, dtype=numpy.int64)
    differs = pc.not_equal(key.slice(1), key.slice(0, len(key) - 1)).to_numpy(zero_copy_only=False)
    return numpy.concatenate(([0], numpy.flatnonzero(differs) + 1)).astype(numpy.int64)


def _offsets_and_bytes(strings: Any) -> tuple[Any, Any]:
    import numpy

    _, offsets, content = strings.buffers()
    if not len(strings):
        return numpy.zeros(1, dtype="<u8"), numpy.zeros(0, dtype=numpy.uint8)
    at = numpy.frombuffer(offsets, dtype=numpy.int64)[strings.offset : strings.offset + len(strings) + 1]
    held = numpy.frombuffer(content, dtype=numpy.uint8)[at[0] : at[-1]]
    return (at - at[0]).astype("<u8"), held


def _strings(offsets: Any, content: Any) -> Any:
    import pyarrow as pa

    count = len(offsets) // 8 - 1
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(content)]
    return pa.Array.from_buffers(pa.large_string(), count, buffers)
