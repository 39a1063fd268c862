"""Sums over the lattice of capture histories: every cell is a set of lists, written as a bit mask.

A log-linear model says log mu_w = sum of alpha_s over the sets s within w, and its sufficient statistics are
the sums of cells over the sets that contain s. Both are zeta transforms: t passes over 2**t numbers instead
of a matrix product (Yates 1937).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def sums_within(values: Floats) -> Floats:
    """For each set w the sum of ``values`` over the sets within w; shape (..., 2**t), over the last axis."""
    return _transformed(values, into=1)


def sums_containing(values: Floats) -> Floats:
    """For each set s the sum of ``values`` over the sets that contain s; shape (..., 2**t)."""
    return _transformed(values, into=0)


def _transformed(values: Floats, *, into: int) -> Floats:
    sums = np.array(values, dtype=np.float64)
    size = sums.shape[-1]
    half = 1
    while half < size:
        pairs = sums.reshape(*sums.shape[:-1], size // (2 * half), 2, half)
        pairs[..., into, :] += pairs[..., 1 - into, :]
        half *= 2
    return sums
