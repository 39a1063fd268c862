"""The funnel: each stage as a share of the stage that it names, with its limits and what is unknown."""

from typing import TYPE_CHECKING

from seinhuis.engine.estimates.funnel import FunnelSummary, StageSummary
from seinhuis.engine.estimates.plots.drawing import (
    BLACK,
    BLUE,
    GREY,
    ORANGE,
    PALE,
    Drawing,
    claim_line,
    new_axes,
)
from seinhuis.engine.estimates.plots.numbers import Numbers, Value

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = (
    "stage",
    "of",
    "count",
    "known",
    "unknown",
    "share",
    "lower",
    "upper",
    "level",
    "lowest without assumption",
    "highest without assumption",
    "claim",
    "verdict",
)


def draw_funnel(summary: FunnelSummary, *, name: str = "funnel") -> Drawing:
    """Draw the share of each stage: a bar, Wilson limits, and hatched what the unknown leave open.

    Where a stage has clusters its limits count them in. A claim is a dashed mark across its own bar; when
    all claims are the same it is one line.
    """
    stages = [stage for stage in summary.stages if stage.of is not None]
    figure, axes = new_axes(_title(summary), 9.0, 1.6 + 0.75 * max(1, len(stages)))
    for place, stage in enumerate(stages):
        _draw(axes, place, stage)
    axes.set_yticks(range(len(stages)), [_label(stage) for stage in stages])
    axes.set_ylim(len(stages) - 0.4, -0.6)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1.0], ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"])
    axes.set_xlabel(f"share of persons, with {100 * summary.level:g} % Wilson limits", fontsize=9)
    _claims(axes, stages)
    _legend(figure, stages)
    return Drawing(name, _summary(stages), figure, _numbers(summary, stages))


def _title(summary: FunnelSummary) -> str:
    starts = [f"{stage.count:,} persons {stage.name}" for stage in summary.stages if stage.of is None]
    return f"Funnel from {'; '.join(starts)}"


def _label(stage: StageSummary) -> str:
    unknown = f", {stage.unknown:,} unknown" if stage.unknown else ""
    return f"{stage.name}\n{stage.count:,} of {stage.known:,} {stage.of}{unknown}"


def _draw(axes: "Axes", place: int, stage: StageSummary) -> None:
    if stage.share is None or stage.bounds is None:
        words = "nobody's outcome is known"
        axes.text(0.01, place, words, fontsize=9, color=GREY, va="center", style="italic")
        return
    axes.barh(place, stage.share, height=0.5, color=PALE, edgecolor=BLUE, linewidth=1.0)
    low, high = stage.bounds
    if stage.unknown:
        part = axes.barh(place, high - low, left=low, height=0.5, color="none", hatch="////")
        part[0].set(edgecolor=GREY, linewidth=0)
    limits = stage.shown
    if limits is not None and limits.lower is not None and limits.upper is not None:
        axes.plot([limits.lower, limits.upper], [place, place], color=BLACK, linewidth=1.8, zorder=3)
        for end in (limits.lower, limits.upper):
            axes.plot([end, end], [place - 0.12, place + 0.12], color=BLACK, linewidth=1.8, zorder=3)
        said = f"{100 * stage.share:.0f} % ({100 * limits.lower:.0f}–{100 * limits.upper:.0f})"
        axes.text(1.01, place, said + _verdict(stage), fontsize=9, va="center", color=BLACK)
    axes.plot([stage.share], [place], marker="o", color=BLACK, markersize=5, zorder=4)


def _verdict(stage: StageSummary) -> str:
    claim = stage.claim
    return f"\nmore than {100 * claim.share:g} %: {claim.verdict}" if claim else ""


def _claims(axes: "Axes", stages: list[StageSummary]) -> None:
    claims = [(place, stage.claim.share) for place, stage in enumerate(stages) if stage.claim]
    if len({share for _, share in claims}) == 1 and len(claims) == len(stages):
        claim_line(axes, claims[0][1], "x", f"claim {100 * claims[0][1]:g} %")
        return
    for place, share in claims:
        ends = [place - 0.38, place + 0.38]
        axes.plot([share, share], ends, color=ORANGE, linestyle=(0, (4, 2)), linewidth=1.8)


def _legend(figure: "Figure", stages: list[StageSummary]) -> None:
    if not any(stage.unknown for stage in stages):
        return
    from matplotlib.patches import Patch

    patch = Patch(
        facecolor="none", edgecolor=GREY, hatch="////", linewidth=0, label="left open by the unknown"
    )
    figure.legend(handles=[patch], fontsize=8, frameon=False, loc="outside lower left")


def _numbers(summary: FunnelSummary, stages: list[StageSummary]) -> Numbers:
    rows: list[tuple[Value, ...]] = []
    for stage in stages:
        low, high = stage.bounds or (None, None)
        limits, claim = stage.shown, stage.claim
        rows.append(
            (
                stage.name,
                stage.of,
                stage.count,
                stage.known,
                stage.unknown,
                stage.share,
                limits.lower if limits else None,
                limits.upper if limits else None,
                summary.level,
                low,
                high,
                claim.share if claim else None,
                str(claim.verdict) if claim else None,
            )
        )
    return Numbers(_title(summary), COLUMNS, tuple(rows))


def _summary(stages: list[StageSummary]) -> str:
    said = [
        f"{stage.name}: {stage.count:,} of {stage.known:,} {stage.of}, {100 * stage.share:.0f} per cent"
        for stage in stages
        if stage.share is not None
    ]
    return "; ".join(said) + "." if said else "No stage has a share."
