"""The check on populations of known size: what the method makes of each list, against how long it is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from seinhuis.engine.estimates.plots.drawing import BEHIND_WORDS, BLACK, BLUE, GREY, Drawing, new_axes
from seinhuis.engine.estimates.plots.numbers import Numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from seinhuis.engine.estimates.bounds.contracts import KnownSize


def draw_consistency(checks: Sequence["KnownSize"], *, name: str = "consistency") -> Drawing:
    """Draw estimate over known size for each list (1: right), with limits; not estimable is said in words."""
    figure, axes = new_axes("Each list as a population of known size", 8.5, 1.5 + 0.45 * max(1, len(checks)))
    axes.set_xscale("log")
    for place, each in enumerate(checks):
        if each.estimate is None:
            axes.text(
                0.01,
                place,
                f"not estimable: {each.reason}",
                fontsize=8,
                color=GREY,
                va="center",
                style="italic",
                bbox=BEHIND_WORDS,
                transform=axes.get_yaxis_transform(),
            )
            continue
        if each.lower and each.upper:
            ends = [each.lower / each.known, each.upper / each.known]
            axes.plot(ends, [place, place], color=BLUE, linewidth=2, marker="|", markersize=8)
        axes.plot([each.estimate / each.known], [place], marker="D", color=BLACK, markersize=6, zorder=3)
    axes.axvline(1, color=BLACK, linestyle=":", linewidth=1.2)
    _ticks(axes)
    axes.set_yticks(range(len(checks)), [f"{each.name} ({each.known:,})" for each in checks])
    axes.set_ylim(len(checks) - 0.4, -0.6)
    axes.set_xlabel("estimate divided by the known size (below 1: the method errs low)", fontsize=9)
    return Drawing(name, _summary(checks), figure, _numbers(checks))


def _ticks(axes: "Axes") -> None:
    from matplotlib.ticker import NullLocator

    low, high = axes.get_xlim()
    ticks = [tick for tick in (0.01, 0.1, 0.25, 0.5, 1, 2, 4, 10, 100) if low <= tick <= high]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.xaxis.set_minor_locator(NullLocator())


def _numbers(checks: Sequence["KnownSize"]) -> Numbers:
    rows = tuple(
        (each.name, each.known, each.estimate, each.lower, each.upper, each.reason) for each in checks
    )
    return Numbers(
        "Lists as populations of known size", ("list", "known", "estimate", "lower", "upper", "reason"), rows
    )


def _summary(checks: Sequence["KnownSize"]) -> str:
    usable = [each for each in checks if each.covered is not None]
    covered = sum(bool(each.covered) for each in usable)
    said = f"{len(usable)} of {len(checks)} lists can be estimated"
    return f"{said}; the limits hold the known size for {covered}."
