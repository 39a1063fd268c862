"""The trend: counts with exact limits, the model through them, and bands where counting itself changed."""

import math
from typing import TYPE_CHECKING

from seinhuis.engine.estimates.plots.drawing import BLACK, BLUE, GREY, ORANGE, PALE, Drawing, new_axes
from seinhuis.engine.estimates.plots.numbers import Numbers
from seinhuis.engine.estimates.trend import Break, Observed, Trend

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = ("period", "time", "count", "exposure", "rate", "lower", "upper", "expected rate", "breaks")
STRIP = 0.08  # height of the band of one break, as a share of the picture
MOST_TICKS = 14


def draw_trend(trend: Trend, *, label: str = "persons reported", name: str = "trend") -> Drawing:
    """Draw rates with Garwood limits; the model is a line that is broken where the rules of counting are.

    Each break is a dashed line, and a band above the periods that it holds for with its name.
    """
    figure, axes = new_axes(_title(trend), 8.5, 4.6)
    times = [each.point.time for each in trend.points]
    for place, each in enumerate(trend.breaks):
        _band(axes, place, each, times)
    rates = [each.rate for each in trend.points]
    below = [each.rate - each.lower for each in trend.points]
    above = [each.upper - each.rate for each in trend.points]
    axes.errorbar(
        times,
        rates,
        yerr=[below, above],
        fmt="o",
        color=BLUE,
        markersize=5,
        capsize=3,
        linewidth=1.4,
        zorder=3,
        label=f"counted, with {100 * trend.level:g} % exact limits",
    )
    _model(axes, trend)
    highest = max(each.upper for each in trend.points)
    axes.set_ylim(0, 1.05 * highest / (1 - STRIP * len(trend.breaks)))
    step = max(1, -(-len(times) // MOST_TICKS))
    axes.set_xticks(times[::step], [each.point.period for each in trend.points[::step]])
    axes.set_ylabel(label, fontsize=9)
    figure.legend(fontsize=8, frameon=False, loc="outside lower left", ncols=2)
    return Drawing(name, _summary(trend), figure, _numbers(trend))


def _title(trend: Trend) -> str:
    if trend.slope is None:
        return "Counts without a slope"
    ratios = [
        f"{each.name} {each.ratio:.2f} ({each.lower:.2f}–{each.upper:.2f})"
        for each in (trend.slope, *trend.steps)
    ]
    return f"Rate ratios: {'; '.join(ratios)}"


def _band(axes: "Axes", place: int, each: Break, times: list[float]) -> None:
    inside = [time for time in times if each.holds(time)]
    if not inside:
        return
    before = [time for time in times if time < inside[0]]
    after = [time for time in times if time > inside[-1]]
    start = (before[-1] + inside[0]) / 2 if before else inside[0]
    end = (
        (inside[-1] + after[0]) / 2
        if after
        else inside[-1] + 0.3 * (times[-1] - times[0]) / max(1, len(times))
    )
    top = 1.0 - STRIP * place
    axes.axvspan(start, end, top - STRIP, top, color=PALE, zorder=0)
    axes.axvline(start, ymax=top, color=GREY, linestyle="--", linewidth=1.2)
    axes.annotate(
        f"from here: {each.name}" if each.until is None else each.name,
        (start, top - STRIP / 2),
        (4, 0),
        xycoords=axes.get_xaxis_transform(),
        textcoords="offset points",
        fontsize=8.5,
        va="center",
        color=BLACK,
    )


def _model(axes: "Axes", trend: Trend) -> None:
    label = "model"
    for part in _parts(trend):
        times = [each.point.time for each in part]
        expected = [_known(_expected(each)) for each in part]
        axes.plot(
            times, expected, color=ORANGE, linewidth=2.0, label=label, zorder=2, marker="_", markersize=10
        )
        label = ""


def _parts(trend: Trend) -> list[list[Observed]]:
    """The points in runs for which the same breaks hold."""
    parts: list[list[Observed]] = []
    rules: object = None
    for each in trend.points:
        if each.expected is None:
            return []
        holds = _names(trend, each)
        if not parts or holds != rules:
            parts.append([])
        parts[-1].append(each)
        rules = holds
    return parts


def _names(trend: Trend, each: Observed) -> str:
    return "; ".join(rule.name for rule in trend.breaks if rule.holds(each.point.time))


def _expected(each: Observed) -> float | None:
    return None if each.expected is None else each.expected / each.point.exposure


def _known(value: float | None) -> float:
    return math.nan if value is None else value


def _numbers(trend: Trend) -> Numbers:
    rows = tuple(
        (
            each.point.period,
            each.point.time,
            each.point.count,
            each.point.exposure,
            each.rate,
            each.lower,
            each.upper,
            _expected(each),
            _names(trend, each),
        )
        for each in trend.points
    )
    return Numbers(_title(trend), COLUMNS, rows)


def _summary(trend: Trend) -> str:
    counts = (
        f"{len(trend.points)} counts from {trend.points[0].point.period} to {trend.points[-1].point.period}"
    )
    if trend.slope is None:
        return f"{counts}. {trend.reason}"
    steps = "".join(f"; {each.name}: times {each.ratio:.2f}" for each in trend.steps)
    return f"{counts}; per unit of time times {trend.slope.ratio:.2f}{steps}."
