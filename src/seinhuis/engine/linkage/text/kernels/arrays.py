"""The types of what the kernels work on."""

from typing import Any, TypeAlias

import numpy
from numpy.typing import NDArray

Whole: TypeAlias = int | numpy.integer[Any]
Hash: TypeAlias = numpy.uint64
Real: TypeAlias = float | numpy.floating[Any]

Octets: TypeAlias = NDArray[numpy.uint8]
Codes: TypeAlias = NDArray[numpy.uint32]
Numbers: TypeAlias = NDArray[numpy.uint32]
Counters: TypeAlias = NDArray[numpy.uint32]
Offsets: TypeAlias = NDArray[numpy.int64]
Places: TypeAlias = NDArray[numpy.int32]
Times: TypeAlias = NDArray[numpy.int8]
Totals: TypeAlias = NDArray[numpy.uint32]
Hashes: TypeAlias = NDArray[numpy.uint64]
Keys: TypeAlias = NDArray[numpy.uint64]
Pairs: TypeAlias = NDArray[numpy.uint64]
Flags: TypeAlias = NDArray[numpy.bool_]
Similarities: TypeAlias = NDArray[numpy.float64]
