"""Persons in clusters: who answered the same advertisement or campaign resemble each other."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.proportions import BadProportion, Limits, wilson

FEWEST_CLUSTERS = 2
FEW_CLUSTERS = 20
REPLICATES = 10_000


@dataclass(frozen=True)
class Clustered:
    """A share from clusters. ``design_effect`` says how many times the variance is that of a simple sample.

    ``limits`` are Wilson limits with n / max(1, design effect); ``bootstrap`` are percentile limits from
    whole clusters drawn again. ``effective`` is that smaller n, in persons.
    """

    clusters: int
    design_effect: float
    effective: float
    limits: Limits
    bootstrap: Limits
    seed: int
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The result as a JSON object."""
        return {
            "clusters": self.clusters,
            "design_effect": self.design_effect,
            "effective": self.effective,
            "limits": self.limits.to_dict(),
            "bootstrap": self.bootstrap.to_dict(),
            "seed": self.seed,
            "warnings": list(self.warnings),
        }


def cluster_share(
    counts: Sequence[tuple[int, int]], *, level: float = 0.95, seed: int = 1, replicates: int = REPLICATES
) -> Clustered:
    """The limits of a share when persons come in clusters, each (count, total) in persons.

    Clusters without anybody are left out. Raises BadProportion with fewer than two clusters, or where a
    count is larger than its total; BadSetting for a level or a number of replicates that cannot be.
    """
    table = _checked(counts)
    count, total = int(table[:, 0].sum()), int(table[:, 1].sum())
    effect = design_effect(counts)
    effective = total / max(1.0, effect)
    return Clustered(
        clusters=len(table),
        design_effect=effect,
        effective=effective,
        limits=wilson(count * effective / total, effective, level),
        bootstrap=cluster_bootstrap(counts, level=level, seed=seed, replicates=replicates),
        seed=seed,
        warnings=_warnings(len(table)),
    )


def design_effect(counts: Sequence[tuple[int, int]]) -> float:
    """Variance of the share over clusters divided by that of a simple sample (Kish 1965, section 8.2).

    The numerator is that of a ratio of cluster totals, m/(m-1) * sum (k - p n)^2 / (sum n)^2 (Cochran 1977,
    chapter 6, without finite population); 1 where everybody or nobody counts, as there is no variance then.
    """
    table = _checked(counts).astype(float)
    clusters, total = len(table), table[:, 1].sum()
    share = table[:, 0].sum() / total
    if share in (0.0, 1.0):
        return 1.0
    residuals = table[:, 0] - share * table[:, 1]
    variance = clusters / (clusters - 1) * float(residuals @ residuals) / total**2
    return float(variance / (share * (1 - share) / total))


def cluster_bootstrap(
    counts: Sequence[tuple[int, int]], *, level: float = 0.95, seed: int = 1, replicates: int = REPLICATES
) -> Limits:
    """Percentile limits of the share when whole clusters are drawn again (Davison & Hinkley 1997, 3.8).

    The same seed gives the same limits, for any order of the clusters.
    """
    if not 0 < level < 1 or replicates * (1 - level) / 2 < 1:
        raise BadSetting("The replicates are too few for limits of this level.")
    if seed < 0:
        raise BadSetting("A seed is a whole number, not below zero.")
    table = _checked(counts)
    table = table[np.lexsort(table.T)]
    clusters = len(table)
    drawn = np.random.default_rng(seed).multinomial(clusters, np.full(clusters, 1 / clusters), replicates)
    sums = drawn @ table
    tail = (1 - level) / 2
    lower, upper = np.quantile(sums[:, 0] / sums[:, 1], [tail, 1 - tail], method="median_unbiased")
    return Limits(level, float(lower), float(upper), "cluster bootstrap")


def _checked(counts: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    table = np.array([pair for pair in counts if pair[1] > 0], dtype=np.int64).reshape(-1, 2)
    if len(table) < FEWEST_CLUSTERS:
        raise BadProportion("At least two clusters are needed to see how much they differ.")
    if (table[:, 0] < 0).any() or (table[:, 0] > table[:, 1]).any():
        raise BadProportion("In a cluster a part cannot be below zero or larger than its whole.")
    return table


def _warnings(clusters: int) -> tuple[str, ...]:
    if clusters >= FEW_CLUSTERS:
        return ()
    # The share of variance that is missed is about 1/m; with few clusters all three numbers are too sure.
    missed = math.ceil(100 / clusters)
    return (
        f"Only {clusters} clusters: the design effect is itself uncertain (order {missed} %), and the "
        "limits are too narrow rather than too wide.",
    )
