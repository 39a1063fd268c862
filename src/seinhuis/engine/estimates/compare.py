"""All methods side by side: the choice of a method moves the number more than chance does."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from seinhuis.engine.estimates.averaging import average
from seinhuis.engine.estimates.bootstrap.estimating import bootstrap
from seinhuis.engine.estimates.contracts import Estimate, no_estimate
from seinhuis.engine.estimates.errors import BadSetting, EstimatesError
from seinhuis.engine.estimates.heterogeneity import Mixing, chao, heterogeneity
from seinhuis.engine.estimates.latent import latent_class
from seinhuis.engine.estimates.loglinear import estimating
from seinhuis.engine.estimates.loglinear.models import Model
from seinhuis.engine.estimates.tables import CaptureTable

Run = Callable[[], Estimate]

METHODS = ("stepwise", "bic", "bma", "latent", "chao")
SPREADS: tuple[Mixing, ...] = ("poisson", "darroch", "gamma")
SECOND_ORDER = 3  # the order that stands beside the asked one when all methods are compared


def compare(
    table: CaptureTable, *, order: int = 2, replicates: int = 0, seed: int = 1, level: float = 0.95
) -> tuple[Estimate, ...]:
    """Estimate with every method; one that cannot gives None with the reason, and stops no other.

    ``order`` of the models that BIC chooses from (three is added to two); ``replicates`` of the bootstrap for
    stepwise and BIC, 0 for Wald intervals. Raises BadSetting for settings that no method could use.
    """
    runs = steps(table, order=order, replicates=replicates, seed=seed, level=level)
    return tuple(guarded(name, table, run) for name, run in runs)


def steps(
    table: CaptureTable,
    methods: Sequence[str] = METHODS,
    *,
    order: int = 2,
    replicates: int = 0,
    seed: int = 1,
    level: float = 0.95,
) -> tuple[tuple[str, Run], ...]:
    """What is to be computed, by name, for who wants to show progress; run each with `guarded`.

    With all methods named, independence, BIC of order three and the spread models stand beside them.
    """
    _check(order, replicates, seed, level)
    single = {
        "stepwise": partial(_log_linear, table, "stepwise", order, replicates, seed, level),
        "bic": partial(_log_linear, table, "bic", order, replicates, seed, level),
        "bma": partial(average, table, level=level),
        "latent": partial(latent_class, table, seed=seed, level=level),
        "chao": partial(chao, table, level=level),
    }
    chosen: list[tuple[str, Run]] = [(name, single[name]) for name in methods]
    if set(methods) == set(METHODS):
        chosen[:0] = [("independence", partial(_independence, table, level))]
        if order == SECOND_ORDER - 1 and len(table.lists) > SECOND_ORDER:
            third = partial(_log_linear, table, "bic", SECOND_ORDER, replicates, seed, level)
            chosen.insert(1 + chosen.index(("bic", single["bic"])), ("bic", third))
        chosen += [
            ("heterogeneity", partial(heterogeneity, table, "Mth", mixing, level=level)) for mixing in SPREADS
        ]
    return tuple(chosen)


def guarded(name: str, table: CaptureTable, run: Run) -> Estimate:
    """Run one method; whatever stops it becomes the reason why there is no number."""
    try:
        return run()
    except EstimatesError as error:
        return no_estimate(name, "none", str(error), input_hash=table.input_hash)
    except (ArithmeticError, ValueError, MemoryError) as error:
        reason = f"The computation broke off ({type(error).__name__})."
        return no_estimate(name, "none", reason, input_hash=table.input_hash)


def _independence(table: CaptureTable, level: float) -> Estimate:
    return replace(estimating.fit(table, Model(len(table.lists)), level=level), method="independence")


def _log_linear(
    table: CaptureTable, method: str, order: int, replicates: int, seed: int, level: float
) -> Estimate:
    if replicates:
        return bootstrap(table, method, order=order, replicates=replicates, seed=seed, levels=(level,))
    if method == "stepwise":
        return estimating.stepwise(table, level=level)
    return estimating.bic(table, order=order, level=level)


def _check(order: int, replicates: int, seed: int, level: float) -> None:
    if order < 1:
        raise BadSetting("The order of a model is at least 1.")
    if replicates and replicates < 100:
        raise BadSetting("A bootstrap draws at least 100 replicates, or none.")
    if seed < 0:
        raise BadSetting("A seed is a whole number, not below zero.")
    if not 0 < level < 1:
        raise BadSetting("The level of an interval lies between 0 and 1.")
