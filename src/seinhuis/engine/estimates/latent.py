"""Latent classes: groups of persons with chances of their own, and independent lists within each group.

The chance of a history w is the sum over classes of share times the product of the chances of its lists
(Goodman 1974). How many classes is chosen by BIC from maximum likelihood fits (EM; Dempster, Laird & Rubin
1977); the number itself comes from Gibbs sampling with flat priors and prior 1/N, in which the persons on no
list are one more cell with an unknown count. Several chains have to agree (R-hat at most 1.01); if they do
not, there is no number.
"""

import math
from dataclasses import dataclass, replace

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
from seinhuis.engine.estimates.convergence import ENOUGH, rank_r_hat
from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.latent_sampling import NEAR_ONE, TINY, Classes, Sampler
from seinhuis.engine.estimates.tables import CaptureTable

Floats = NDArray[np.float64]

METHOD = "latent"
MOST_CLASSES = 4
MOST_LISTS_BY_RANK = 8
STARTS = 8
EM_STEPS = 2000
ABOUT_AS_LIKELY = 3.0  # log-likelihood below the best
FAR_APART = 1.5
FIRST_SWEEPS = 2_500


def latent_class(
    table: CaptureTable,
    *,
    classes: int | None = None,
    chains: int = 8,
    sweeps: int = 20_000,
    seed: int = 1,
    level: float = 0.95,
) -> Estimate:
    """Estimate the population size from latent classes; the median of the posterior.

    ``classes`` 1 to 4, the best by BIC when left out. The chains run for 2,500 ``sweeps``, then twice as
    many, up to this many, until they agree; the first half is thrown away. When they do not agree, or the
    table cannot tell so many classes apart, the estimate is None. Raises BadSetting.
    """
    _check(classes, chains, sweeps, level)
    possible = [number for number in range(1, MOST_CLASSES + 1) if identified(len(table.lists), number)]
    if classes is not None and classes not in possible:
        reason = f"{len(table.lists)} lists cannot tell {classes} classes apart."
        return no_estimate(METHOD, _called(classes), reason, input_hash=table.input_hash)
    table = table.canonical
    runs = [em_runs(table, number, seed) for number in ([classes] if classes else possible)]
    best = min(runs, key=lambda each: each.bic)
    chosen, criteria = best.classes, {each.classes: each.bic for each in runs}
    draws, r_hat = _sampled(table, chosen, chains, sweeps, seed)
    if not r_hat <= ENOUGH:
        return _refused(table, chosen, r_hat, sweeps, seed, criteria)
    found = _estimate(table, chosen, draws, r_hat, seed, level, criteria)
    return replace(found, warnings=_about_tops(best))


def identified(lists: int, classes: int) -> bool:
    """Whether the observed shares of histories can, apart from unlucky values, tell the parameters.

    The rank of the derivatives of the shares at arbitrary parameters (Goodman 1974); beyond eight lists the
    answer is known to be yes for four classes (Allman, Matias & Rhodes 2009, corollary 5).
    """
    if lists > MOST_LISTS_BY_RANK:
        return True
    parameters = classes * (lists + 1) - 1
    if parameters > 2**lists - 2:
        return False
    jacobian = _derivatives(lists, classes)
    return int(np.linalg.matrix_rank(jacobian, tol=1e-8 * np.linalg.norm(jacobian))) == parameters


@dataclass(frozen=True, eq=False)
class EmRuns:
    """Where several EM runs ended: likelihoods of the observed persons and population sizes, both (runs,)."""

    classes: int
    parameters: int
    observed: int
    likelihoods: Floats
    sizes: Floats

    @property
    def bic(self) -> float:
        """-2 log L + k log n of the best run."""
        return float(-2 * self.likelihoods.max() + self.parameters * math.log(self.observed))

    @property
    def several_tops(self) -> tuple[float, float] | None:
        """The smallest and largest size of runs about as likely as the best; None when these are near."""
        near = self.sizes[self.likelihoods > self.likelihoods.max() - ABOUT_AS_LIKELY]
        low, high = float(near.min()), float(near.max())
        return (low, high) if high > FAR_APART * low else None


def em_runs(table: CaptureTable, classes: int, seed: int) -> EmRuns:
    """Maximum likelihood by EM from several random starts."""
    rng = np.random.default_rng([seed, classes])
    matrix, counts = table.matrix.astype(float), table.counts.astype(float)
    histories = np.vstack([np.zeros(len(table.lists)), matrix])
    fitted = Classes(
        rng.dirichlet(np.full(classes, 2.0), STARTS),
        rng.beta(1, 4, (STARTS, classes, len(table.lists))),
    )
    for _ in range(EM_STEPS):
        fitted = _em_step(fitted, histories, counts)
    chances = fitted.joint(histories).sum(axis=2)
    likelihoods = np.log(chances[:, 1:] / (1 - chances[:, :1])) @ counts
    sizes = table.n / np.maximum(1 - chances[:, 0], TINY)
    return EmRuns(classes, classes * (len(table.lists) + 1) - 1, table.n, likelihoods, sizes)


def _em_step(fitted: Classes, histories: Floats, counts: Floats) -> Classes:
    joint = fitted.joint(histories)
    totals = joint.sum(axis=2)
    unseen = np.minimum(totals[:, :1], NEAR_ONE)
    expected = np.concatenate(
        [counts.sum() * unseen / (1 - unseen), np.tile(counts, (len(joint), 1))], axis=1
    )
    members = joint * (expected / totals)[..., None]
    sizes = members.sum(axis=1)
    on_list = members.transpose(0, 2, 1) @ histories
    return Classes(sizes / sizes.sum(axis=1, keepdims=True), on_list / np.maximum(sizes, TINY)[..., None])


def _sampled(table: CaptureTable, classes: int, chains: int, sweeps: int, seed: int) -> tuple[Floats, float]:
    """The kept draws of the population size, shape (draws, chains), and R-hat."""
    sampler = Sampler(table, classes, chains, np.random.default_rng([seed, classes, chains]))
    target, r_hat = min(FIRST_SWEEPS, sweeps), math.inf
    while True:
        sampler.run(target)
        kept = slice(target // 2, target)
        sizes, likelihoods = sampler.sizes[kept], sampler.likelihoods[kept]
        r_hat = max(rank_r_hat(sizes), rank_r_hat(likelihoods))
        if r_hat <= ENOUGH or target >= sweeps:
            return sizes, r_hat
        target = min(2 * target, sweeps)


def _derivatives(lists: int, classes: int) -> Floats:
    """Derivatives of the shares of seen histories to logits, at fixed arbitrary parameters; (2**t - 1, p)."""
    rng = np.random.default_rng(20)
    histories = ((np.arange(2**lists)[:, None] >> np.arange(lists)) & 1).astype(float)
    some = Classes(rng.dirichlet(np.full(classes, 5.0), 1), rng.uniform(0.2, 0.8, (1, classes, lists)))
    joint = some.joint(histories)[0]
    to_shares = joint - joint.sum(axis=1, keepdims=True) * some.shares[0]
    to_chances = joint[:, :, None] * (histories[:, None, :] - some.chances[0])
    changes = np.hstack([to_shares[:, : classes - 1], to_chances.reshape(len(histories), -1)])
    seen = joint.sum(axis=1)[1:]
    return np.asarray(changes[1:] - (seen / seen.sum())[:, None] * changes[1:].sum(axis=0))


def _estimate(
    table: CaptureTable,
    classes: int,
    draws: Floats,
    r_hat: float,
    seed: int,
    level: float,
    criteria: dict[int, float],
) -> Estimate:
    tail = (1 - level) / 2
    lower, median, upper = (float(end) for end in np.quantile(draws, [tail, 0.5, 1 - tail]))
    return Estimate(
        METHOD,
        _called(classes),
        median,
        intervals=(Interval(level, lower, upper, "posterior"),),
        assumptions=_assumptions(classes),
        seed=seed,
        input_hash=table.input_hash,
        details=_details(r_hat, criteria) | {"draws": int(draws.size)},
    )


def _refused(
    table: CaptureTable, classes: int, r_hat: float, sweeps: int, seed: int, criteria: dict[int, float]
) -> Estimate:
    shown = f"{r_hat:.3f}" if math.isfinite(r_hat) else "without limit"
    return Estimate(
        METHOD,
        _called(classes),
        None,
        reason=f"After {sweeps:,} sweeps the chains do not agree: R-hat is {shown}, and may be {ENOUGH}.",
        seed=seed,
        input_hash=table.input_hash,
        details=_details(r_hat, criteria),
    )


def _about_tops(best: EmRuns) -> tuple[str, ...]:
    if best.several_tops is None:
        return ()
    low, high = best.several_tops
    return (
        f"Fits about as likely as the best lie from {low:,.0f} to {high:,.0f}: "
        "there can be tops that no chain has found.",
    )


def _details(r_hat: float, criteria: dict[int, float]) -> dict[str, object]:
    return {
        "r_hat": r_hat if math.isfinite(r_hat) else None,
        "bic": {str(number): round(value, 3) for number, value in criteria.items()},
    }


def _assumptions(classes: int) -> tuple[str, ...]:
    groups = "one group" if classes == 1 else f"{classes} groups, unknown who is in which"
    return (
        OBSERVED_AGREE,
        CLOSED,
        ALL_CAN_BE_SEEN,
        f"The population is {groups}; within a group everybody has the same chances.",
        "Within a group, being on one list changes nothing about being on another.",
        "The groups that are hardly seen are like those the observed persons show: the data cannot test it.",
    )


def _called(classes: int) -> str:
    return "1 class" if classes == 1 else f"{classes} classes"


def _check(classes: int | None, chains: int, sweeps: int, level: float) -> None:
    if classes is not None and not 1 <= classes <= MOST_CLASSES:
        raise BadSetting(f"The number of classes lies from 1 to {MOST_CLASSES}.")
    if chains < 2:
        raise BadSetting("One chain cannot show that it has settled: at least two chains are needed.")
    if sweeps < 8:
        raise BadSetting("At least eight sweeps are needed to compare the halves of chains.")
    if not 0 < level < 1:
        raise BadSetting("The level of an interval lies between 0 and 1.")
