"""Fitting named models to a capture table: the estimate, its standard error, and whether it exists at all."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.errors import BadModel, BadSetting
from seinhuis.engine.estimates.loglinear.deciding import Decisions
from seinhuis.engine.estimates.loglinear.existence import Existence
from seinhuis.engine.estimates.loglinear.lattice import sums_containing
from seinhuis.engine.estimates.loglinear.models import Model, closure
from seinhuis.engine.estimates.loglinear.newton import (
    CONVERGED,
    Batch,
    Flags,
    Floats,
    Lattice,
    decide,
    fit,
    hessian,
    lattice,
)
from seinhuis.engine.estimates.tables import CaptureTable

CELLS_AT_ONCE = 1 << 22
MOST_AT_ONCE = 2048
ModelLike = Model | str | Iterable[Iterable[str]]


@dataclass(frozen=True, eq=False)
class Fit:
    """One model on one table; everything after ``existence`` is None where there is no estimate.

    ``hidden``: estimated persons on no list, ``standard_error`` that of the estimate (delta method).
    ``deviance``, ``aic`` and ``bic`` as the field prints them: Poisson log-likelihood with its constant,
    terms at minus infinity counted as parameters, BIC = -2 log L + k log(observed persons). ``means``:
    fitted cells, shape (2**t,). ``effects``: parameters by bit mask, 0 for the intercept; minus infinity for
    a term with zero overlap.
    """

    model: Model
    observed: int
    existence: Existence
    hidden: float | None = None
    standard_error: float | None = None
    deviance: float | None = None
    log_likelihood: float | None = None
    means: Floats | None = None
    effects: Mapping[int, float] | None = None
    converged: bool = True

    @property
    def estimate(self) -> float | None:
        """All persons: observed and hidden."""
        return None if self.hidden is None else self.observed + self.hidden

    @cached_property
    def aic(self) -> float | None:
        """-2 log L + 2 k."""
        return None if self.log_likelihood is None else -2 * self.log_likelihood + 2 * self.model.parameters

    @cached_property
    def bic(self) -> float | None:
        """-2 log L + k log n."""
        if self.log_likelihood is None:
            return None
        return -2 * self.log_likelihood + self.model.parameters * math.log(self.observed)


def as_model(table: CaptureTable, model: ModelLike) -> Model:
    """A Model as it is, ``[12,13,4]`` by numbers of the lists, or sets of their names. Raises BadModel."""
    if isinstance(model, str):
        return Model.parse(model, len(table.lists))
    if not isinstance(model, Model):
        return Model.from_sets(table.lists, model)
    if model.lists != len(table.lists):
        raise BadModel(f"The model is over {model.lists} lists and the table has {len(table.lists)}.")
    return model


def fit_model(
    table: CaptureTable, model: ModelLike, *, odds_ratios: Mapping[tuple[str, ...], float] | None = None
) -> Fit:
    """Fit one model. ``odds_ratios`` fixes dependences of sets of lists that are not in the model.

    The fixed log odds ratios enter as an offset (Gerritse, van der Heijden & Bakker 2015). Raises BadModel
    for a set that the model estimates itself, BadSetting for an odds ratio that is not above zero.
    """
    model = as_model(table, model)
    offset = _offset(table, model, odds_ratios or {})
    over = lattice(model.lists, model.interactions)
    active = np.ones((1, len(over.terms)), dtype=np.bool_)
    batch = fit(over, table.cells[None].astype(np.float64), active, offset=offset)
    Decisions().settle(batch)
    return read_fit(table, batch, 0, model)


def fit_models(table: CaptureTable, models: Sequence[Model]) -> Iterator[Fit]:
    """Fit many models to one table, in the order given."""
    for batch, chunk in fit_in_chunks(table, models):
        yield from (read_fit(table, batch, row, model) for row, model in enumerate(chunk))


def fit_in_chunks(table: CaptureTable, models: Sequence[Model]) -> Iterator[tuple[Batch, Sequence[Model]]]:
    """Settled batches of some thousand models each, with their models."""
    decisions = Decisions()
    over = lattice(len(table.lists), tuple(sorted({term for model in models for term in model.interactions})))
    size = rows_at_once(over.lists)
    for first in range(0, len(models), size):
        chunk = models[first : first + size]
        batch = fit(over, np.tile(table.cells.astype(np.float64), (len(chunk), 1)), active_terms(over, chunk))
        decisions.settle(batch)
        yield batch, chunk


def rows_at_once(lists: int) -> int:
    """How many rows of a batch are fitted together, so that its memory stays bounded."""
    return max(1, min(MOST_AT_ONCE, CELLS_AT_ONCE >> lists))


def active_terms(over: Lattice, models: Sequence[Model]) -> Flags:
    """Which terms of a lattice each model holds, shape (models, K)."""
    place = {term: i for i, term in enumerate(over.terms.tolist())}
    active = np.zeros((len(models), len(over.terms)), dtype=np.bool_)
    active[:, : over.lists + 1] = True
    for row, model in enumerate(models):
        active[row, [place[term] for term in model.interactions]] = True
    return active


def read_fit(table: CaptureTable, batch: Batch, row: int, model: Model) -> Fit:
    """One row of a settled batch as a Fit."""
    if batch.status[row] != CONVERGED:
        return Fit(model, table.n, decide(batch, row), converged=False)
    hidden = float(batch.hidden[row])
    counts, means = batch.cells[row], batch.mu[row]
    constant = sum(math.lgamma(count + 1) for count in counts.tolist())
    shift = float(counts @ batch.offset)
    effects = np.where(batch.finite[row], batch.alpha[row], -np.inf)
    return Fit(
        model,
        table.n,
        Existence.EXISTS,
        hidden,
        hidden * math.sqrt(_intercept_variance(batch, row)),
        _deviance(counts, means),
        float(batch.likelihood[row]) + shift - constant,
        means,
        {int(term): float(effects[k]) for k, term in enumerate(batch.over.terms) if batch.active[row, k]},
    )


def _deviance(counts: Floats, means: Floats) -> float:
    seen = counts > 0
    ratio = np.log(counts[seen] / means[seen])
    return float(2 * (counts[seen] @ ratio - counts.sum() + means.sum()))


def _intercept_variance(batch: Batch, row: int) -> float:
    sums = sums_containing(batch.mu[row : row + 1])
    matrix = hessian(batch.over, sums, batch.finite[row : row + 1])[0]
    return float(np.linalg.inv(matrix)[0, 0])


def _offset(
    table: CaptureTable, model: Model, odds_ratios: Mapping[tuple[str, ...], float]
) -> NDArray[np.float64]:
    offset = np.zeros(2 ** len(table.lists))
    everything = np.arange(len(offset))
    for names, ratio in odds_ratios.items():
        mask = sum(1 << table.position(name) for name in set(names))
        if mask.bit_count() < 2 or mask in closure(model.interactions):
            raise BadModel(f"The model estimates {'*'.join(names)} itself, or it is no set of lists.")
        if not (math.isfinite(ratio) and ratio > 0):
            raise BadSetting("An odds ratio is a finite number above zero.")
        offset[(everything & mask) == mask] += math.log(ratio)
    return offset
