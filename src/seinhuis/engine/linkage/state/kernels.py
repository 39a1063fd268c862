"""Pairs that ascend, some of them taken out and others put in: one pass over all, compiled."""

import numba
import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Weights

Keys = NDArray[numpy.uint64]


@numba.njit(cache=True, nogil=True)
def replace(
    keys: Keys, values: Weights, out: Keys, new: Keys, new_values: Weights, to: Keys, to_values: Weights
) -> int:
    """Write the keys without those that go ``out`` and with the ``new`` ones; how many there are.

    All ascend. A new key takes the place of the same key that was there.
    """
    going, coming, used = 0, 0, 0
    for at in range(keys.size):
        key = keys[at]
        while coming < new.size and new[coming] <= key:
            to[used], to_values[used] = new[coming], new_values[coming]
            used, coming = used + 1, coming + 1
        while going < out.size and out[going] < key:
            going += 1
        gone = going < out.size and out[going] == key
        if not gone and not (coming > 0 and new[coming - 1] == key):
            to[used], to_values[used] = key, values[at]
            used += 1
    for rest in range(coming, new.size):
        to[used], to_values[used] = new[rest], new_values[rest]
        used += 1
    return used
