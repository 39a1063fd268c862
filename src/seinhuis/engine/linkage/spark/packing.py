"""Arrays of 64 bits as octets of Arrow: Spark has no unsigned numbers, and signed ones sort otherwise.

Octets travel unseen. Where a number must be a column of its own (a fingerprint), its bits go as a signed one
that is only ever compared for equality; whoever orders it turns it back first.
"""

from collections.abc import Sequence
from typing import Any

import numpy
import pyarrow as pa
from numpy.typing import NDArray


def pack(values: NDArray[Any], edges: NDArray[numpy.int64]) -> pa.BinaryArray:
    """Runs ``values[edges[i]:edges[i + 1]]`` as octets, one after the other without a copy."""
    width = values.dtype.itemsize
    begin = int(edges[0])
    octets = values[begin : int(edges[-1])].view(numpy.uint8)
    offsets = ((edges - begin) * width).astype(numpy.int32)
    return pa.Array.from_buffers(
        pa.binary(), edges.size - 1, [None, pa.py_buffer(offsets), pa.py_buffer(octets)]
    )


def unpack(column: pa.BinaryArray, kind: Any) -> tuple[NDArray[Any], NDArray[numpy.int64]]:
    """All runs of a column in one array of our own, and the edges between them."""
    width = numpy.dtype(kind).itemsize
    _, positions, data = column.buffers()
    offsets = numpy.frombuffer(positions, numpy.int32, len(column) + 1, column.offset * 4).astype(numpy.int64)
    octets = numpy.frombuffer(data, numpy.uint8) if data else numpy.zeros(0, numpy.uint8)
    values = octets[offsets[0] : offsets[-1]].copy().view(kind)
    return values, (offsets - offsets[0]) // width


def joined(octets: Sequence[bytes], kind: Any) -> NDArray[Any]:
    """Runs of octets as one array of our own."""
    return numpy.frombuffer(bytearray().join(octets), kind)


def signed(values: NDArray[numpy.uint64]) -> pa.Int64Array:
    """The bits of unsigned numbers as signed ones."""
    return pa.array(values.view(numpy.int64))


def unsigned(column: Any) -> NDArray[numpy.uint64]:
    """The unsigned numbers again, in an array of our own."""
    return numpy.array(column.to_numpy(zero_copy_only=False), numpy.int64).view(numpy.uint64)


def numbers(column: Any) -> NDArray[numpy.int64]:
    """A column of numbers as an array of our own, which the kernels take as they take any other."""
    return numpy.array(column.to_numpy(zero_copy_only=False), numpy.int64)
