"""Writing every picture that a set of results gives, in one call."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

from seinhuis.engine.estimates.contracts import Estimate
from seinhuis.engine.estimates.plots.consistency import draw_consistency
from seinhuis.engine.estimates.plots.drawing import FORMATS, Drawing
from seinhuis.engine.estimates.plots.envelope import draw_envelope
from seinhuis.engine.estimates.plots.methods import draw_methods
from seinhuis.engine.estimates.plots.replicates import draw_bootstrap
from seinhuis.engine.estimates.plots.sweep import draw_sweep

if TYPE_CHECKING:
    from seinhuis.engine.estimates.bounds.contracts import Bounds


def write_all(
    results: Sequence[Estimate],
    bounds: "Bounds | None",
    folder: Path | str,
    *,
    replicates: tuple[Estimate, ArrayLike] | None = None,
    formats: Sequence[str] = FORMATS,
) -> tuple[Path, ...]:
    """Write the pictures there are numbers for: methods, and with bounds sweep, envelope and consistency.

    ``replicates`` is a bootstrap estimate with its replicates, for the histogram. Gives the files in the
    order written; OSError when the folder refuses.
    """
    drawings = [*_drawings(results, bounds), *_histogram(replicates, bounds)]
    return tuple(path for drawing in drawings for path in drawing.write(folder, formats))


def _drawings(results: Sequence[Estimate], bounds: "Bounds | None") -> list[Drawing]:
    claim, observed = (bounds.claim, bounds.observed) if bounds else (None, None)
    drawings = [draw_methods(results, claim=claim, observed=observed)] if results else []
    if bounds and bounds.sweeps:
        drawings.append(draw_sweep(bounds.sweeps, claim=claim))
    if bounds and bounds.envelope:
        drawings.append(draw_envelope(bounds.envelope, claim=claim))
    if bounds and bounds.consistency:
        drawings.append(draw_consistency(bounds.consistency))
    return drawings


def _histogram(replicates: tuple[Estimate, ArrayLike] | None, bounds: "Bounds | None") -> list[Drawing]:
    if replicates is None or replicates[0].estimate is None:
        return []
    return [draw_bootstrap(*replicates, claim=bounds.claim if bounds else None)]
