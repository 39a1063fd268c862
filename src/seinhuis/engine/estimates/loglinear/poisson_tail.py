"""The tail of a Poisson distribution on the log scale, far beyond where the probability itself is zero."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def log_tail(count: Floats, mean: Floats, limit: float) -> Floats:
    """log of min(P(X <= count), P(X >= count)) for X Poisson; 0 where the tail is surely above ``limit``.

    Series of terms that fall away from the count; shapes broadcast. ``mean`` of zero with a count of zero
    gives 0.
    """
    from scipy.special import gammaln

    count, mean = np.broadcast_arrays(np.asarray(count, dtype=np.float64), np.asarray(mean, dtype=np.float64))
    safe = np.where(mean > 0, mean, 1.0)
    first = count * np.log(safe) - safe - gammaln(count + 1)
    sums = _series(count, safe, first, limit)
    tail = np.minimum(first + np.log(sums), 0.0)
    tail = np.where(mean > 0, tail, np.where(count > 0, -np.inf, 0.0))
    return np.where(tail < np.log(limit), tail, 0.0)


def _series(count: Floats, mean: Floats, first: Floats, limit: float) -> Floats:
    """Sum of the terms of the tail over its first term, until they do not matter or the limit is passed."""
    below = count <= mean
    enough = np.exp(np.minimum(np.log(limit) - first, 700.0))
    sums, term, k = np.ones(count.shape), np.ones(count.shape), count.astype(np.float64)
    running = np.ones(count.shape, dtype=np.bool_)
    while running.any():
        ratio = np.where(below, k / mean, mean / (np.maximum(k, 0.0) + 1))
        term = np.where(running, term * ratio, 0.0)
        k = np.where(below, k - 1, k + 1)
        sums += term
        running &= (term > 1e-17 * sums) & (sums < 2 * enough)
    return sums
