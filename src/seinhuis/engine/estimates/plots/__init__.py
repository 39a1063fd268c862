"""Pictures of results, each with the same numbers as a table. matplotlib is loaded when one is drawn."""

from seinhuis.engine.estimates.plots.consistency import draw_consistency
from seinhuis.engine.estimates.plots.drawing import Drawing
from seinhuis.engine.estimates.plots.envelope import draw_envelope
from seinhuis.engine.estimates.plots.funnels import draw_funnel
from seinhuis.engine.estimates.plots.methods import draw_methods
from seinhuis.engine.estimates.plots.numbers import Numbers
from seinhuis.engine.estimates.plots.replicates import draw_bootstrap
from seinhuis.engine.estimates.plots.sweep import draw_sweep
from seinhuis.engine.estimates.plots.trends import draw_trend
from seinhuis.engine.estimates.plots.writing import write_all

__all__ = [
    "Drawing",
    "Numbers",
    "draw_bootstrap",
    "draw_consistency",
    "draw_envelope",
    "draw_funnel",
    "draw_methods",
    "draw_sweep",
    "draw_trend",
    "write_all",
]
