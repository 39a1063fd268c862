"""Bayesian averaging over decomposable graphs (Madigan & York 1997).

Each graph says which lists depend on each other directly. With hyper-Dirichlet priors on the cells the
marginal likelihood of a graph and a population size N is, up to a constant (Dawid & Lauritzen 1993):

    log p(data | N, graph) = sum over cliques C   of sum over cells c of C [ lgamma(n_c + d_c) - lgamma(d_c) ]
                           - sum over separators S of the same
                           + lgamma(N + 1) - lgamma(N - n + 1)

where n_c counts the persons in cell c of the margin and d_c is ``delta`` times the number of full cells in
it. Only the cell of a margin with nobody's lists depends on N, so that all graphs and all N together are one
product of matrices.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.special import gammaln, logsumexp

from seinhuis.engine.estimates.contracts import (
    ALL_CAN_BE_SEEN,
    CLOSED,
    OBSERVED_AGREE,
    Estimate,
    Interval,
    no_estimate,
)
from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.graphs import MOST_LISTS, DecomposableGraph, decomposable_graphs, sign_matrix
from seinhuis.engine.estimates.tables import CaptureTable

Prior = Literal["1/N", "1/missing"]
Floats = NDArray[np.float64]
Places = NDArray[np.int64]

METHOD = "bma"
FEWEST_LISTS = 3
TIMES_OBSERVED = 30  # the largest number of missing persons looked at, in times the observed ones
MOST_SIZES = 4_000_000
NEGLIGIBLE = 35.0  # a graph whose best log weight lies this far under the best of all adds nothing
CHUNK = 512
DENSE_SIZES = 500
FEW_SIZES = 200
KNOTS = 6000
EDGE_SHARE = 0.01
EDGE_MASS = 1e-4
SHOWN_GRAPHS = 5


@dataclass(frozen=True, eq=False)
class Posterior:
    """The posterior of the population size. ``sizes`` and ``probabilities`` have the same shape (m,).

    ``graphs`` holds the graphs that matter with their posterior probability, the most probable first;
    ``step`` is the distance between two sizes, in persons.
    """

    sizes: NDArray[np.int64]
    probabilities: Floats
    graphs: tuple[tuple[DecomposableGraph, float], ...]
    step: int

    @property
    def mean(self) -> float:
        """The posterior mean, in persons."""
        return float(self.sizes @ self.probabilities)

    def quantile(self, level: float) -> float:
        """The smallest size with at least this much probability up to it."""
        place = int(np.searchsorted(np.cumsum(self.probabilities), level))
        return float(self.sizes[min(place, len(self.sizes) - 1)])

    @property
    def edge_mass(self) -> float:
        """The probability in the last hundredth of the sizes: above a trace, the sizes end too early."""
        return float(self.probabilities[-ceil(EDGE_SHARE * len(self.sizes)) :].sum())


def average(
    table: CaptureTable,
    *,
    delta: float | None = None,
    prior: Prior = "1/N",
    largest_missing: int | None = None,
    level: float = 0.95,
) -> Estimate:
    """Estimate the population size by averaging over all decomposable graphs; the median of the posterior.

    For three to six lists; for others the estimate is None with the reason. ``delta`` is the prior count of
    a full cell, 2**-t when left out; ``prior`` is that of the size; ``largest_missing`` ends the sizes that
    are looked at, 30 times the observed persons when left out. Raises BadSetting.
    """
    _check(delta, largest_missing, level)
    if not FEWEST_LISTS <= len(table.lists) <= MOST_LISTS:
        reason = f"Graphs are averaged for {FEWEST_LISTS} to {MOST_LISTS} lists; merge or leave out lists."
        return no_estimate(METHOD, "decomposable graphs", reason, input_hash=table.input_hash)
    posterior = size_posterior(table, delta=delta, prior=prior, largest_missing=largest_missing)
    tail = (1 - level) / 2
    return Estimate(
        METHOD,
        f"average over {len(decomposable_graphs(len(table.lists))):,} decomposable graphs",
        posterior.quantile(0.5),
        intervals=(Interval(level, posterior.quantile(tail), posterior.quantile(1 - tail), "posterior"),),
        assumptions=_assumptions(prior),
        warnings=tuple(_warnings(posterior)),
        input_hash=table.input_hash,
        details=_details(table, posterior, delta, prior),
    )


def size_posterior(
    table: CaptureTable,
    *,
    delta: float | None = None,
    prior: Prior = "1/N",
    largest_missing: int | None = None,
) -> Posterior:
    """The whole posterior of the size for a table of two to six lists; settings as in `average`."""
    cells = table.canonical.cells
    lists = len(table.lists)
    margins = _Margins.of(cells, lists, 2.0**-lists if delta is None else delta)
    missing, step = _missing_sizes(table.n, prior, largest_missing)
    graphs = decomposable_graphs(lists)
    signs = sign_matrix(graphs, lists)
    kept = _worthwhile(margins, signs, missing, table.n, prior)
    knots = _spread(missing, KNOTS)
    log_density, by_graph = _log_densities(margins, signs[kept], knots, table.n, prior)
    by_size = _at_all_sizes(knots, log_density, missing)
    order = np.argsort(-by_graph, kind="stable")
    weighed = tuple((graphs[kept[place]], float(by_graph[place])) for place in order)
    return Posterior(missing + table.n, by_size, weighed, step)


@dataclass(frozen=True, eq=False)
class _Margins:
    """For each of the 2**t sets of lists a constant, and the cell that the missing persons are in."""

    constants: Floats
    unlisted: Floats

    @classmethod
    def of(cls, cells: NDArray[np.int64], lists: int, delta: float) -> "_Margins":
        rows = [_margin(cells, lists, members, delta) for members in range(2**lists)]
        return cls(np.array([constant for constant, _ in rows]), np.array([cell for _, cell in rows]))

    def log_factors(self, missing: NDArray[np.int64]) -> Floats:
        """The sum of lgamma over the cells of each margin, shape (2**t, m)."""
        values: Floats = gammaln(self.unlisted[:, None] + missing) + self.constants[:, None]
        return values


def _margin(cells: NDArray[np.int64], lists: int, members: int, delta: float) -> tuple[float, float]:
    counts = np.zeros(2**lists)
    np.add.at(counts, np.arange(2**lists) & members, cells)
    inside = np.array([cell for cell in range(2**lists) if cell & members == cell])
    prior = delta * 2 ** (lists - members.bit_count())
    listed = inside[inside > 0]
    constant = gammaln(counts[listed] + prior).sum() - len(inside) * gammaln(prior)
    return float(constant), float(counts[0] + prior)


def _missing_sizes(n: int, prior: Prior, largest: int | None) -> tuple[NDArray[np.int64], int]:
    largest = TIMES_OBSERVED * n if largest is None else largest
    step = max(1, ceil(largest / MOST_SIZES))
    first = 1 if prior == "1/missing" else 0
    return np.arange(first, largest + 1, step, dtype=np.int64), step


def _worthwhile(margins: _Margins, signs: Floats, missing: NDArray[np.int64], n: int, prior: Prior) -> Places:
    """The places of the graphs that are worth the full computation, judged on a few sizes."""
    few = _spread(missing, FEW_SIZES)
    best = _log_weights(margins, signs, few, n, prior).max(axis=1)
    kept: Places = np.flatnonzero(best > best.max() - NEGLIGIBLE)
    return kept


def _spread(missing: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    """All of the first sizes, and further on about this many with equal distances on a log scale."""
    dense = np.arange(min(DENSE_SIZES, len(missing)))
    spaced = np.geomspace(1, len(missing), number).astype(np.int64) - 1
    return missing[np.union1d(dense, spaced)]


def _log_densities(
    margins: _Margins, signs: Floats, knots: NDArray[np.int64], n: int, prior: Prior
) -> tuple[Floats, Floats]:
    """The log density at the knots, all graphs together, and the share of each graph in the whole."""
    widths = np.gradient(knots.astype(float)) if len(knots) > 1 else np.ones(1)
    top, by_knot = -np.inf, np.empty(len(knots))
    by_graph = np.zeros(len(signs))
    for start in range(0, len(knots), CHUNK):
        part = slice(start, start + CHUNK)
        weights = _log_weights(margins, signs, knots[part], n, prior)
        higher = max(top, float(weights.max()))
        by_graph *= np.exp(top - higher)
        top = higher
        by_knot[part] = logsumexp(weights, axis=0)
        by_graph += np.exp(weights - top) @ widths[part]
    return by_knot, by_graph / by_graph.sum()


def _at_all_sizes(knots: NDArray[np.int64], log_density: Floats, missing: NDArray[np.int64]) -> Floats:
    """Probabilities at every size; between knots a cubic spline holds the smooth log density."""
    if len(knots) < len(missing):
        log_density = CubicSpline(np.log(knots + 1.0), log_density)(np.log(missing + 1.0))
    densities = np.exp(log_density - log_density.max())
    probabilities: Floats = densities / densities.sum()
    return probabilities


def _log_weights(
    margins: _Margins, signs: Floats, missing: NDArray[np.int64], n: int, prior: Prior
) -> Floats:
    sizes = missing + n
    log_prior = -np.log(sizes if prior == "1/N" else missing)
    weights: Floats = signs @ margins.log_factors(missing)
    weights += gammaln(sizes + 1.0) - gammaln(missing + 1.0) + log_prior
    return weights


def _check(delta: float | None, largest_missing: int | None, level: float) -> None:
    if delta is not None and not 0 < delta < np.inf:
        raise BadSetting("The prior count of a cell (delta) lies above zero.")
    if largest_missing is not None and largest_missing < 1:
        raise BadSetting("The largest number of missing persons is at least one.")
    if not 0 < level < 1:
        raise BadSetting("The level of an interval lies between 0 and 1.")


def _assumptions(prior: Prior) -> tuple[str, ...]:
    return (
        OBSERVED_AGREE,
        CLOSED,
        ALL_CAN_BE_SEEN,
        "Within a graph everybody has the same chances: no differences between persons beyond the lists.",
        "The dependence between lists is that of a decomposable graph; each graph is as likely beforehand.",
        f"Beforehand the chance of a population size falls as {prior}.",
    )


def _warnings(posterior: Posterior) -> Iterator[str]:
    if posterior.edge_mass > EDGE_MASS:
        yield (
            f"The posterior has not died out at the largest size looked at ({posterior.sizes[-1]:,}): "
            "mean and upper limit depend on where the sizes end."
        )
    if posterior.step > 1:
        yield f"Sizes were looked at in steps of {posterior.step}."


def _details(
    table: CaptureTable, posterior: Posterior, delta: float | None, prior: Prior
) -> dict[str, object]:
    return {
        "mean": posterior.mean,
        "prior": prior,
        "delta": 2.0 ** -len(table.lists) if delta is None else delta,
        "largest_size": int(posterior.sizes[-1]),
        "graphs": [
            {"model": _named(table, graph), "probability": round(weight, 6)}
            for graph, weight in posterior.graphs[:SHOWN_GRAPHS]
        ],
    }


def _named(table: CaptureTable, graph: DecomposableGraph) -> str:
    """The cliques by the names of their lists, as they stand in the canonical table."""
    names = table.canonical.lists
    cliques = [[name for place, name in enumerate(names) if clique >> place & 1] for clique in graph.cliques]
    return " | ".join(" ".join(clique) for clique in sorted(cliques))
