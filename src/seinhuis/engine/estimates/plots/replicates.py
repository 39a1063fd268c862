"""The bootstrap histogram: what the limits rest on, and how sure the limits themselves are."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seinhuis.engine.estimates.contracts import Estimate, Interval
from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.plots.drawing import (
    BLACK,
    BLUE,
    GREEN,
    PURPLE,
    Drawing,
    claim_line,
    new_axes,
    persons_axis,
)
from seinhuis.engine.estimates.plots.numbers import Numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BINS = 60
SHOWN_SHARE = 0.995
LOOKS = {"bca": (PURPLE, "-"), "percentile": (GREEN, "--")}


def draw_bootstrap(
    result: Estimate, replicates: ArrayLike, *, claim: float | None = None, name: str = "bootstrap"
) -> Drawing:
    """Draw replicates (shape (B,), persons; not finite: no estimate) with the limits of the widest level.

    A limit is a line, and a band of two Monte-Carlo standard errors around it where the result has them. The
    largest half per cent is not drawn but counted. Raises BadSetting without a finite replicate.
    """
    values = np.asarray(replicates, dtype=float)
    finite = np.sort(values[np.isfinite(values)])
    if not len(finite) or result.estimate is None:
        raise BadSetting("There are no replicates to draw.")
    figure, axes = new_axes("Bootstrap: the whole selection again on resampled tables", 8.5, 4.4)
    limits = _limits(result)
    edges = _edges(finite, limits, result.estimate)
    counts, _ = np.histogram(finite, edges)
    axes.stairs(counts, edges, fill=True, color=BLUE, alpha=0.55)
    axes.axvline(result.estimate, color=BLACK, linewidth=2.0, label=f"estimate {result.estimate:,.0f}")
    for limit in limits:
        _draw_limit(axes, limit)
    persons_axis(axes, "x", [edges[0], edges[-1]] if edges[0] > 0 else [], "persons in the population")
    axes.set_ylabel("replicates", fontsize=9)
    axes.set_xlim(edges[0], edges[-1])
    if claim is not None and edges[0] <= claim <= edges[-1]:
        claim_line(axes, claim, "x")
    beyond = len(values) - int(counts.sum())
    words = "± Monte-Carlo standard error; bands: two of them"
    if beyond:
        words += f"\n{beyond:,} of {len(values):,} replicates not drawn"
    legend = figure.legend(fontsize=8, frameon=False, loc="outside lower left", title=words, title_fontsize=8)
    legend.set_alignment("left")
    return Drawing(name, _summary(result, limits, len(values)), figure, _numbers(counts, edges, beyond))


def _limits(result: Estimate) -> list[Interval]:
    """Of the kinds that rest on replicates the intervals of the widest level."""
    made = [each for each in result.intervals if each.kind in LOOKS]
    widest = max((each.level for each in made), default=0.0)
    return [each for each in made if each.level == widest]


def _edges(finite: NDArray[np.float64], limits: list[Interval], estimate: float) -> NDArray[np.float64]:
    ends = [limit for each in limits for limit in (each.lower, each.upper) if limit is not None]
    low = min([float(finite[0]), estimate, *ends])
    high = max([float(np.quantile(finite, SHOWN_SHARE)), estimate, *ends])
    pad = 0.02 * (high - low) or 1.0
    if low - pad > 0 and high > 10 * low:
        return np.geomspace(max(low - pad, low * 0.95), high * 1.05, BINS + 1)
    return np.linspace(low - pad, high + pad, BINS + 1)


def _draw_limit(axes: "Axes", interval: Interval) -> None:
    colour, style = LOOKS[interval.kind]
    name = {"bca": "BCa"}.get(interval.kind, interval.kind)
    label = f"{name} {100 * interval.level:g} %: {_said(interval)}"
    for limit, error in ((interval.lower, interval.lower_error), (interval.upper, interval.upper_error)):
        if limit is None:
            continue
        axes.axvline(limit, color=colour, linestyle=style, linewidth=1.8, label=label)
        label = ""
        if error:
            axes.axvspan(limit - 2 * error, limit + 2 * error, color=colour, alpha=0.18, linewidth=0)


def _said(interval: Interval) -> str:
    ends = []
    for limit, error in ((interval.lower, interval.lower_error), (interval.upper, interval.upper_error)):
        doubt = f" ± {error:,.0f}" if error is not None else ""
        ends.append("no limit" if limit is None else f"{limit:,.0f}{doubt}")
    return " to ".join(ends)


def _numbers(counts: NDArray[np.int64], edges: NDArray[np.float64], beyond: int) -> Numbers:
    rows = [
        (float(low), float(high), int(count))
        for low, high, count in zip(edges[:-1], edges[1:], counts, strict=True)
    ]
    return Numbers("Bootstrap replicates", ("from", "to", "replicates"), (*rows, (None, None, beyond)))


def _summary(result: Estimate, limits: list[Interval], number: int) -> str:
    said = "; ".join(f"{each.kind} limits {_said(each)}" for each in limits)
    return f"{number:,} replicates around an estimate of {result.estimate:,.0f} persons; {said}."
