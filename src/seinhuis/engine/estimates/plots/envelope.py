"""The model envelope: how well each model fits against what it says, which is often two things."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from seinhuis.engine.estimates.plots.drawing import (
    BEHIND_WORDS,
    BLACK,
    BLUE,
    PALE,
    Drawing,
    claim_line,
    new_axes,
    persons_axis,
)
from seinhuis.engine.estimates.plots.numbers import Numbers

if TYPE_CHECKING:
    from seinhuis.engine.estimates.bounds.contracts import EnvelopeModel

SUBSTANTIAL = 2.0


def draw_envelope(
    models: Sequence["EnvelopeModel"], *, claim: float | None = None, name: str = "envelope"
) -> Drawing:
    """Draw every model that fits nearly as well as the best: its estimate against its BIC above the lowest.

    The best model is a black diamond with its name; Wald limits are thin lines.
    """
    figure, axes = new_axes("Models that fit nearly as well say different numbers", 8.5, 4.8)
    limits = [limit for each in models for limit in (each.lower, each.upper)]
    persons_axis(axes, "x", [*limits, *([] if claim is None else [claim])], "persons in the population")
    axes.axhspan(0, SUBSTANTIAL, color=PALE, zorder=0)
    for each in models:
        axes.plot([each.lower, each.upper], [each.delta_bic] * 2, color=BLUE, linewidth=0.7, alpha=0.45)
    axes.plot(
        [each.estimate for each in models],
        [each.delta_bic for each in models],
        linestyle="",
        marker="o",
        color=BLUE,
        markersize=5,
        zorder=3,
    )
    if models:
        best = min(models, key=lambda each: (each.delta_bic, each.model))
        axes.plot([best.estimate], [best.delta_bic], marker="D", color=BLACK, markersize=8, zorder=4)
        axes.annotate(
            f"lowest BIC: {best.model}",
            (best.estimate, best.delta_bic),
            (0, -11),
            textcoords="offset points",
            fontsize=8.5,
            ha="center",
            va="top",
            color=BLACK,
            bbox=BEHIND_WORDS,
        )
    top = max([each.delta_bic for each in models] + [SUBSTANTIAL])
    axes.set_ylim(-0.08 * top - 0.4, top * 1.06 + 0.2)
    axes.set_ylabel("BIC above the lowest (0: fits best)", fontsize=9)
    if claim is not None:
        claim_line(axes, claim, "x")
    return Drawing(name, _summary(models), figure, _numbers(models))


def _numbers(models: Sequence["EnvelopeModel"]) -> Numbers:
    rows = tuple((each.model, each.delta_bic, each.estimate, each.lower, each.upper) for each in models)
    return Numbers(
        "Models near the best", ("model", "BIC above the lowest", "estimate", "lower", "upper"), rows
    )


def _summary(models: Sequence["EnvelopeModel"]) -> str:
    if not models:
        return "No model has an estimate."
    values = [each.estimate for each in models]
    return (
        f"{len(models)} models lie within {max(each.delta_bic for each in models):.1f} of the lowest BIC; "
        f"their estimates go from {min(values):,.0f} to {max(values):,.0f} persons."
    )
