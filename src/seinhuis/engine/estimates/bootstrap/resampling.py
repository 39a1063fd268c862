"""Replicates of an estimate: the table drawn again, and the table without one person, with the whole
selection.

A replicate draws n persons from the observed cells in their proportions (multinomial) and selects its own
model, so that the interval holds the uncertainty of the choice too (Chan, Silverman & Vincent 2021).
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.bootstrap.limits import Sampling, acceleration
from seinhuis.engine.estimates.bootstrap.selectors import Selector
from seinhuis.engine.estimates.tables import CaptureTable

Floats = NDArray[np.float64]
MOST_AT_ONCE = 1000
CELLS_AT_ONCE = 1 << 22


@dataclass(frozen=True, eq=False)
class Replicates:
    """What was drawn: ``estimates`` (B,) in the order of drawing, infinite where a draw has no estimate;
    ``without_one`` (k,): the estimate without one person of each cell of ``counts`` (k,); and the seed.
    """

    estimate: float
    estimates: Floats
    without_one: Floats
    counts: Floats
    seed: int

    @property
    def failed(self) -> int:
        """How many draws had no estimate."""
        return int(np.isinf(self.estimates).sum())

    @property
    def acceleration(self) -> float | None:
        """That of the jackknife; None when the table without one of its persons has no estimate."""
        return acceleration(self.without_one, self.counts) if np.isfinite(self.without_one).all() else None

    def sampling(self, *, mid_rank: bool = False) -> Sampling:
        """What intervals are computed from."""
        return Sampling(self.estimate, np.sort(self.estimates), self.acceleration or 0.0, mid_rank)


def draw(table: CaptureTable, replicates: int, seed: int) -> Iterator[Floats]:
    """Tables of n persons each, as cells (rows, 2**t), some at a time; the same for the same seed."""
    generator = np.random.default_rng(seed)
    size = _rows_at_once(table)
    for first in range(0, replicates, size):
        rows = min(size, replicates - first)
        drawn = generator.multinomial(table.n, table.counts / table.n, size=rows)
        cells = np.zeros((rows, 2 ** len(table.lists)))
        cells[:, table.histories] = drawn
        yield cells


def _rows_at_once(table: CaptureTable) -> int:
    return max(1, min(MOST_AT_ONCE, CELLS_AT_ONCE >> len(table.lists)))


def without_one_person(table: CaptureTable) -> Floats:
    """For each observed history the cells without one of its persons, shape (k, 2**t)."""
    cells = np.tile(table.cells.astype(np.float64), (len(table.histories), 1))
    cells[np.arange(len(cells)), table.histories] -= 1
    return cells


def resample(
    table: CaptureTable, selector: Selector, estimate: float, *, replicates: int, seed: int
) -> Replicates:
    """Draw, select and leave out; progress on standard error when that is a terminal."""
    chunks = _with_progress(draw(table, replicates, seed), -(-replicates // _rows_at_once(table)))
    estimates = np.concatenate([table.n + selector(cells) for cells in chunks])
    left = (table.n - 1) + selector(without_one_person(table))
    return Replicates(
        estimate,
        np.where(np.isnan(estimates), np.inf, estimates),
        left,
        table.counts.astype(np.float64),
        seed,
    )


def _with_progress(chunks: Iterator[Floats], total: int) -> Iterator[Floats]:
    if total < 2 or not sys.stderr.isatty():
        return chunks
    from tqdm import tqdm

    return iter(tqdm(chunks, total=total, unit="draws", file=sys.stderr, leave=False))
