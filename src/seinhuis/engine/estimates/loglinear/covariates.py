"""Log-linear estimates with covariates, of which some are unknown, and with cells that were not fully seen.

The model is a Poisson regression over capture histories and strata together (Cruyff, van Dijk & van der
Heijden 2017). A person whose level is not known is shared over the strata that fit, in proportion to the
fitted means, until that no longer moves (EM; Dempster, Laird & Rubin 1977); the information that is missing
is taken from that of the full table (Louis 1982). A censored cell is fitted like that of nobody's list: its
count is left out, because it also holds persons who do not belong to the population (Overstall, King, Bird
et al. 2014).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.contracts import (
    ALL_CAN_BE_SEEN,
    CLOSED,
    OBSERVED_AGREE,
    Estimate,
    Interval,
    no_estimate,
)
from seinhuis.engine.estimates.errors import BadModel, BadSetting
from seinhuis.engine.estimates.loglinear.stratified_design import (
    StratifiedDesign,
    Term,
    closed_terms,
    stratified_design,
)
from seinhuis.engine.estimates.poisson import NoMaximum, fit_poisson
from seinhuis.engine.estimates.tables import CaptureTable, Strata

Floats = NDArray[np.float64]
MISSING_AT_RANDOM = "Whose level is not known is like the others with the same lists and known levels."
MODEL_IS_RIGHT = "The dependences between lists and covariates are those of the model."
MOST_ROUNDS = 2000
SETTLED = 1e-9


@dataclass(frozen=True, eq=False)
class _Shared:
    """Persons whose stratum is not fully known: ``count`` of them, in one of the cells ``rows``."""

    count: float
    rows: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Fitted:
    """Means of every cell, zero where dropped; counts after sharing; covariance of the kept ``columns``."""

    means: Floats
    counts: Floats
    covariance: Floats
    columns: NDArray[np.bool_]
    rounds: int


def covariates(
    table: CaptureTable,
    terms: Iterable[Iterable[str]] = (),
    *,
    censored: Iterable[Iterable[str]] = (),
    level: float = 0.95,
) -> Estimate:
    """Estimate with the strata of the table; ``terms`` are sets of names of lists and variables.

    Main effects and all interactions between covariates are in. ``censored``: sets of lists; the persons on
    exactly those lists are not counted but estimated. ``details["strata"]`` has the estimate of each stratum.
    The interval is Wald's, on the log scale of the persons not counted. Raises BadModel, BadSetting,
    UnknownList.
    """
    if not 0 < level < 1:
        raise BadSetting("The level of an interval lies between 0 and 1.")
    if table.strata is None:
        raise BadModel("The table has no strata: name their columns when it is read.")
    named = closed_terms(table, table.strata, terms)
    design = stratified_design(table, table.strata, named)
    unseen = {0, *(sum(1 << table.position(name) for name in set(members)) for members in censored)}
    counts, shared = _counted(table.strata, design, unseen)
    observed = np.array([row % design.histories not in unseen for row in range(len(counts))])
    try:
        fitted = _maximised(design, counts, shared, observed)
    except NoMaximum as error:
        return no_estimate("covariates", _model_name(named), str(error), input_hash=table.input_hash)
    return _estimate(table, named, design, fitted, observed, shared, level)


def _counted(strata: Strata, design: StratifiedDesign, unseen: set[int]) -> tuple[Floats, list[_Shared]]:
    """Counts of the cells that are known, and who has to be shared."""
    counts, shared = np.zeros(len(design.matrix)), []
    for values, history, count in zip(
        strata.values, strata.histories.tolist(), strata.counts.tolist(), strict=True
    ):
        rows = [design.row(history, place) for place in design.compatible(values)]
        if history in unseen:
            continue
        if len(rows) == 1:
            counts[rows[0]] += count
        else:
            shared.append(_Shared(float(count), np.array(rows, dtype=np.int64)))
    return counts, shared


def _maximised(
    design: StratifiedDesign, counts: Floats, shared: Sequence[_Shared], observed: NDArray[np.bool_]
) -> _Fitted:
    """EM: share, fit, until the means no longer move. Raises NoMaximum."""
    shares = [np.full(len(each.rows), 1 / len(each.rows)) for each in shared]
    full = _filled(counts, shared, shares)
    columns, kept = _without_empty(design.matrix, full, observed)
    matrix = design.matrix[np.ix_(kept, columns)]
    offset, means = np.zeros(len(matrix)), np.zeros(len(counts))
    for number in range(1, MOST_ROUNDS + 1):
        fit = fit_poisson(matrix, full[kept], offset, proven=number > 1)
        before = means
        means = np.where(_allowed(design, columns), np.exp(design.matrix[:, columns] @ fit.coefficients), 0.0)
        if np.abs(means - before).max() <= SETTLED * means.max():
            covariance = _covariance(design.matrix[:, columns], means * kept, shared)
            return _Fitted(means, full, covariance, columns, number)
        shares = [means[each.rows] / means[each.rows].sum() for each in shared]
        full = _filled(counts, shared, shares)
    raise NoMaximum("The sharing of persons with unknown levels does not settle.")


def _filled(counts: Floats, shared: Sequence[_Shared], shares: Sequence[Floats]) -> Floats:
    full = counts.copy()
    for each, share in zip(shared, shares, strict=True):
        full[each.rows] += each.count * share
    return full


def _without_empty(
    matrix: Floats, counts: Floats, observed: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Columns with persons, and observed cells without an empty column, which is at minus infinity."""
    columns = (matrix[observed] * counts[observed, None]).sum(axis=0) > 0
    return columns, observed & ~(matrix[:, ~columns] > 0).any(axis=1)


def _allowed(design: StratifiedDesign, columns: NDArray[np.bool_]) -> NDArray[np.bool_]:
    return np.asarray(~(design.matrix[:, ~columns] > 0).any(axis=1))


def _covariance(matrix: Floats, means: Floats, shared: Sequence[_Shared]) -> Floats:
    """Inverse of the information of what was seen: that of the full table less what sharing hides."""
    information = matrix.T @ (means[:, None] * matrix)
    for each in shared:
        share = means[each.rows] / means[each.rows].sum()
        inside = matrix[each.rows]
        centre = share @ inside
        information -= each.count * (inside.T @ (share[:, None] * inside) - np.outer(centre, centre))
    return np.asarray(np.linalg.inv(information))


def _estimate(
    table: CaptureTable,
    named: Sequence[Term],
    design: StratifiedDesign,
    fitted: _Fitted,
    observed: NDArray[np.bool_],
    shared: Sequence[_Shared],
    level: float,
) -> Estimate:
    counted, hidden = float(fitted.counts.sum()), float(fitted.means[~observed].sum())
    slope = fitted.means[~observed] @ design.matrix[np.ix_(~observed, fitted.columns)]
    error = math.sqrt(float(slope @ fitted.covariance @ slope))
    spread = math.exp(NormalDist().inv_cdf((1 + level) / 2) * error / hidden)
    return Estimate(
        "covariates",
        _model_name(named),
        counted + hidden,
        (Interval(level, counted + hidden / spread, counted + hidden * spread, "wald"),),
        (OBSERVED_AGREE, CLOSED, ALL_CAN_BE_SEEN, MODEL_IS_RIGHT, *((MISSING_AT_RANDOM,) if shared else ())),
        _warnings(table, design, fitted, observed, shared),
        input_hash=table.input_hash,
        details={
            "standard_error": error,
            "observed": round(counted),
            "parameters": len(fitted.columns),
            "rounds": fitted.rounds,
            "strata": _by_stratum(design, fitted, observed),
        },
    )


def _by_stratum(
    design: StratifiedDesign, fitted: _Fitted, observed: NDArray[np.bool_]
) -> list[dict[str, Any]]:
    """Persons of each stratum: counted (shared ones included) and estimated in all."""
    shape = (len(design.strata), design.histories)
    counted = fitted.counts.reshape(shape).sum(axis=1)
    hidden = np.where(observed, 0.0, fitted.means).reshape(shape).sum(axis=1)
    return [
        {
            "levels": dict(zip(design.variables, stratum, strict=True)),
            "counted": float(counted[place]),
            "estimate": float(counted[place] + hidden[place]),
        }
        for place, stratum in enumerate(design.strata)
    ]


def _warnings(
    table: CaptureTable,
    design: StratifiedDesign,
    fitted: _Fitted,
    observed: NDArray[np.bool_],
    shared: Sequence[_Shared],
) -> tuple[str, ...]:
    said = []
    if not fitted.columns.all():
        said.append(f"{int((~fitted.columns).sum())} parameters have no persons and stand at minus infinity.")
    if shared:
        unknown = round(sum(each.count for each in shared))
        said.append(
            f"{unknown} of {table.n} persons have a level that is not known and are shared over the strata."
        )
    means = fitted.means.reshape(len(design.strata), design.histories).sum(axis=0)
    unseen = ~observed.reshape(len(design.strata), design.histories)[0]
    for history in np.flatnonzero(unseen).tolist()[1:]:
        lists = ", ".join(name for place, name in enumerate(table.lists) if history >> place & 1)
        if means[history] > table.cells[history]:
            said.append(
                f"The censored cell of {lists} holds {table.cells[history]} persons, and the model expects "
                f"{means[history]:.0f}, which cannot be: it should be the larger number."
            )
    return tuple(said)


def _model_name(terms: Sequence[Term]) -> str:
    largest = [term for term in terms if not any(term < other for other in terms)]
    return "[" + ", ".join("*".join(sorted(term)) for term in largest) + "]"
