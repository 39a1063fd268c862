"""The models that fit nearly as well as the best one, and how far apart their estimates lie."""

from seinhuis.engine.estimates.bounds.contracts import EnvelopeModel
from seinhuis.engine.estimates.bounds.selected import wald_limits
from seinhuis.engine.estimates.loglinear.fitting import Fit
from seinhuis.engine.estimates.loglinear.information import ranked
from seinhuis.engine.estimates.tables import CaptureTable

WITHIN = 10.0


def model_envelope(
    table: CaptureTable, *, order: int = 2, within: float = WITHIN
) -> tuple[EnvelopeModel, ...]:
    """The models with a BIC at most ``within`` above the lowest, lowest first (10: Raftery 1995).

    Up to five lists all models of this order; beyond, those that a downhill search meets.
    """
    fits = ranked(table, order=min(order, len(table.lists)), within=within)
    return tuple(_entry(table, each, fits[0]) for each in fits if each.estimate is not None)


def _entry(table: CaptureTable, fitted: Fit, best: Fit) -> EnvelopeModel:
    limits = wald_limits(fitted)
    if fitted.estimate is None or limits is None or fitted.bic is None or best.bic is None:
        raise ValueError("Only models with an estimate are ranked.")
    return EnvelopeModel(fitted.model.name(table.lists), fitted.estimate, fitted.bic - best.bic, *limits)
