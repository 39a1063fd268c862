"""The forest: every method side by side, with the claim as a line."""

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from seinhuis.engine.estimates.contracts import Estimate
from seinhuis.engine.estimates.plots.drawing import (
    BEHIND_WORDS,
    BLACK,
    BLUE,
    GREY,
    Drawing,
    beside_line,
    claim_line,
    new_axes,
    persons_axis,
)
from seinhuis.engine.estimates.plots.numbers import Numbers, Value

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = (
    "method",
    "model",
    "estimate",
    "level",
    "kind",
    "lower",
    "upper",
    "lower error",
    "upper error",
    "reason",
)
MODEL_SIGNS = 34
REASON_SIGNS = 100


def draw_methods(
    results: Sequence[Estimate],
    *,
    claim: float | None = None,
    observed: int | None = None,
    name: str = "methods",
) -> Drawing:
    """Draw each result with its first interval; one without an estimate says so instead of a point.

    ``claim`` and ``observed`` (the persons on the lists) are lines. The table holds all intervals.
    """
    figure, axes = new_axes("Every method side by side", 9.0, 1.5 + 0.5 * len(results))
    values = _values(results, claim, observed)
    persons_axis(axes, "x", values, "persons in the population")
    for place, result in enumerate(results):
        _draw(axes, place, result)
    axes.set_yticks(range(len(results)), [_label(result) for result in results])
    axes.set_ylim(len(results) - 0.4, -0.6)
    if values:
        axes.set_xlim(min(values) * 0.85, max(values) * 1.12)
    if observed is not None:
        axes.axvline(observed, color=GREY, linestyle=":", linewidth=1.4)
        beside_line(axes, observed, f"observed {observed:,}", GREY, lift=14)
    if claim is not None:
        claim_line(axes, claim, "x")
    return Drawing(name, _summary(results, claim), figure, _numbers(results))


def _draw(axes: "Axes", place: int, result: Estimate) -> None:
    if result.estimate is None:
        words = textwrap.shorten(f"no estimate: {result.reason}", REASON_SIGNS, placeholder=" …")
        axes.text(
            0.01,
            place,
            words,
            transform=axes.get_yaxis_transform(),
            fontsize=8,
            color=GREY,
            va="center",
            style="italic",
            bbox=BEHIND_WORDS,
        )
        return
    said = f"{result.estimate:,.0f}"
    if interval := result.interval:
        low = interval.lower if interval.lower is not None else axes.get_xlim()[0]
        high = interval.upper
        axes.plot(
            [low, high if high is not None else result.estimate], [place, place], color=BLUE, linewidth=2.2
        )
        for end in (interval.lower, interval.upper):
            if end is not None:
                axes.plot([end, end], [place - 0.13, place + 0.13], color=BLUE, linewidth=1.6)
        said += f" ({_limit(interval.lower)}–{_limit(interval.upper)})"
        said += f"\n{interval.kind}, {100 * interval.level:g} %"
    axes.plot([result.estimate], [place], marker="D", color=BLACK, markersize=6, zorder=3)
    axes.annotate(
        said,
        (1.0, place),
        (6, 0),
        xycoords=axes.get_yaxis_transform(),
        textcoords="offset points",
        fontsize=9,
        va="center",
        color=BLACK,
    )


def _limit(limit: float | None) -> str:
    return "no limit" if limit is None else f"{limit:,.0f}"


def _label(result: Estimate) -> str:
    model = textwrap.shorten(result.model, MODEL_SIGNS, placeholder=" …")
    if len(model) > MODEL_SIGNS or not model:
        model = result.model[: MODEL_SIGNS - 1] + "…"
    order = result.details.get("order")
    return f"{result.method}{f' (order {order})' if order else ''}\n{model}"


def _values(results: Sequence[Estimate], *lines: float | None) -> list[float]:
    found = [result.estimate for result in results]
    for result in results:
        if result.interval:
            found += [result.interval.lower, result.interval.upper]
    return [value for value in [*found, *lines] if value is not None]


def _numbers(results: Sequence[Estimate]) -> Numbers:
    rows: list[tuple[Value, ...]] = []
    for result in results:
        start = (result.method, result.model, result.estimate)
        rows += [
            (
                *start,
                each.level,
                each.kind,
                each.lower,
                each.upper,
                each.lower_error,
                each.upper_error,
                result.reason,
            )
            for each in result.intervals
        ] or [(*start, None, None, None, None, None, None, result.reason)]
    return Numbers("Estimates by method", COLUMNS, tuple(rows))


def _summary(results: Sequence[Estimate], claim: float | None) -> str:
    found = [result.estimate for result in results if result.estimate is not None]
    said = f"{len(found)} of {len(results)} methods give an estimate"
    if found:
        said += f", from {min(found):,.0f} to {max(found):,.0f} persons"
    return said + (f"; the claim is {claim:,.0f}." if claim is not None else ".")
