"""The odds-ratio sweep: what the estimate becomes when two lists depend on each other more or less."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from seinhuis.engine.estimates.plots.drawing import (
    BLACK,
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    Drawing,
    claim_line,
    new_axes,
    persons_axis,
)
from seinhuis.engine.estimates.plots.numbers import Numbers, Value

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from seinhuis.engine.estimates.bounds.contracts import Sweep

LIGHT = "#B5B5B5"
LOOKS = ((BLUE, "o", "-"), (ORANGE, "^", "--"), (GREEN, "s", "-."), (PURPLE, "D", ":"))
TICKS = (0.1, 0.2, 0.25, 0.33, 0.5, 0.67, 1, 1.5, 2, 3, 4, 5, 10)


def draw_sweep(sweeps: Sequence["Sweep"], *, claim: float | None = None, name: str = "sweep") -> Drawing:
    """Draw the estimate against the odds ratio of a pair, one line for each pair.

    The four pairs that move the estimate most have a look of their own, the others are thin and grey. Where
    a pair reaches the claim there is a cross, if that lies in the range drawn; the odds ratio stands with the
    name.
    """
    figure, axes = new_axes("If two lists depend on each other more, or less", 8.5, 5.0)
    ordered = sorted(sweeps, key=_reach, reverse=True)
    values = [value for sweep in sweeps for value in sweep.estimates if value is not None]
    persons_axis(axes, "y", [*values, *([] if claim is None else [claim])], "persons in the population")
    for place, sweep in enumerate(ordered):
        _draw(axes, place, sweep)
    _odds_axis(axes, ordered)
    if claim is not None:
        claim_line(axes, claim, "y")
        _mark_tipping(axes, ordered, claim)
    if values:
        axes.legend(fontsize=8, frameon=False, title="pair of lists", title_fontsize=8, loc="best")
    return Drawing(name, _summary(ordered, claim), figure, _numbers(sweeps))


def _reach(sweep: "Sweep") -> float:
    """How far a pair moves the estimate, as a factor; 0 when there is nothing to move."""
    known = [value for value in sweep.estimates if value]
    return max(known) / min(known) if known else 0.0


def _draw(axes: "Axes", place: int, sweep: "Sweep") -> None:
    points = zip(sweep.ratios, sweep.estimates, strict=True)
    known = [(ratio, value) for ratio, value in points if value is not None]
    ratios, values = [ratio for ratio, _ in known], [value for _, value in known]
    if place < len(LOOKS):
        colour, marker, style = LOOKS[place]
        axes.plot(
            ratios,
            values,
            color=colour,
            marker=marker,
            linestyle=style,
            label=_name(sweep),
            linewidth=1.9,
            markersize=5,
            zorder=3,
        )
    else:
        label = "other pairs" if place == len(LOOKS) else None
        axes.plot(ratios, values, color=LIGHT, linewidth=1.0, label=label, zorder=2)


def _name(sweep: "Sweep") -> str:
    pair = " and ".join(sweep.pair)
    return pair if sweep.tipping is None else f"{pair} (the claim at {sweep.tipping:.2g})"


def _odds_axis(axes: "Axes", sweeps: Sequence["Sweep"]) -> None:
    from matplotlib.ticker import NullLocator

    ratios = [ratio for sweep in sweeps for ratio in sweep.ratios] or [0.5, 2.0]
    axes.set_xscale("log")
    ticks = [tick for tick in TICKS if min(ratios) * 0.99 <= tick <= max(ratios) * 1.01]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.axvline(1, color=BLACK, linewidth=0.8, linestyle=":")
    axes.set_xlabel(
        "odds ratio assumed between the two lists (1: independent given the rest, above: they overlap more)",
        fontsize=9,
    )


def _mark_tipping(axes: "Axes", sweeps: Sequence["Sweep"], claim: float) -> None:
    for sweep in sweeps:
        inside = sweep.tipping is not None and min(sweep.ratios) <= sweep.tipping <= max(sweep.ratios)
        if sweep.tipping is None or not inside:
            continue
        axes.plot(
            [sweep.tipping], [claim], marker="x", color=BLACK, markersize=9, markeredgewidth=2, zorder=4
        )


def _numbers(sweeps: Sequence["Sweep"]) -> Numbers:
    rows: list[tuple[Value, ...]] = []
    for sweep in sweeps:
        tipping = sweep.tipping
        pair = " and ".join(sweep.pair)
        rows += [(pair, *point, tipping) for point in zip(sweep.ratios, sweep.estimates, strict=True)]
    columns = ("pair", "odds ratio", "estimate", "odds ratio at the claim")
    return Numbers("Estimate by odds ratio of a pair of lists", columns, tuple(rows))


def _summary(sweeps: Sequence["Sweep"], claim: float | None) -> str:
    known = [value for sweep in sweeps for value in sweep.estimates if value is not None]
    if not known:
        return "No pair of lists can be varied: no model has an estimate."
    ends = f"from {min(known):,.0f} to {max(known):,.0f}"
    said = f"Over {len(sweeps)} pairs of lists the estimate goes {ends} persons"
    tipping = [sweep for sweep in sweeps if sweep.tipping is not None]
    if claim is None:
        return f"{said}."
    if not tipping:
        return f"{said}; no odds ratio makes it the claim of {claim:,.0f}."
    nearest = min(tipping, key=lambda sweep: abs(math.log(sweep.tipping or 1.0)))
    pair = " and ".join(nearest.pair)
    where = f"first for {pair}, at an odds ratio of {nearest.tipping:.2g}"
    return f"{said}; it is the claim of {claim:,.0f} {where}."
