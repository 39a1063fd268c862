"""Bootstrap estimates: intervals that hold the doubt about the chosen model too."""

from collections.abc import Sequence
from dataclasses import replace

from seinhuis.engine.estimates.bootstrap import selectors
from seinhuis.engine.estimates.bootstrap.limits import Sampling, intervals, warnings_of
from seinhuis.engine.estimates.bootstrap.resampling import Replicates, resample
from seinhuis.engine.estimates.bootstrap.selectors import Selector
from seinhuis.engine.estimates.contracts import Estimate
from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.loglinear import estimating
from seinhuis.engine.estimates.loglinear.fitting import ModelLike, as_model
from seinhuis.engine.estimates.loglinear.stepwise import THRESHOLD
from seinhuis.engine.estimates.tables import CaptureTable

REPLICATES = 20_000
LEVELS = (0.95, 0.8)
KINDS = ("bca", "percentile")


def bootstrap(
    table: CaptureTable,
    method: ModelLike = "stepwise",
    *,
    order: int = 2,
    threshold: float = THRESHOLD,
    replicates: int = REPLICATES,
    seed: int = 1,
    levels: Sequence[float] = LEVELS,
    mid_rank: bool = False,
    compiled: bool | None = None,
) -> Estimate:
    """Estimate with BCa and percentile intervals; the selection is done anew in every replicate.

    ``method``: ``stepwise``, ``bic`` (with ``order``), or a model, which is then kept as it is. ``compiled``:
    True for numba, False for numpy, None for numba where it is installed and SEINHUIS_COMPILED is not 0.
    Intervals come in the order of ``levels``, BCa before percentile, each with its Monte-Carlo errors; the
    last one is the Wald interval of the point estimate. Raises BadSetting, BadModel.
    """
    return bootstrapped(
        table,
        method,
        order=order,
        threshold=threshold,
        replicates=replicates,
        seed=seed,
        levels=levels,
        mid_rank=mid_rank,
        compiled=compiled,
    )[0]


def bootstrapped(
    table: CaptureTable,
    method: ModelLike = "stepwise",
    *,
    order: int = 2,
    threshold: float = THRESHOLD,
    replicates: int = REPLICATES,
    seed: int = 1,
    levels: Sequence[float] = LEVELS,
    mid_rank: bool = False,
    compiled: bool | None = None,
) -> tuple[Estimate, Replicates | None]:
    """As `bootstrap`, with the replicates beside the estimate; None where there is no estimate."""
    _check(replicates, seed, levels)
    point = _point(table, method, order, threshold)
    if point.estimate is None:
        return point, None
    selector = _selector(table, method, order, threshold, selectors.is_compiled(compiled))
    drawn = resample(table.canonical, selector, point.estimate, replicates=replicates, seed=seed)
    return _with_intervals(point, drawn, levels, mid_rank), drawn


def _check(replicates: int, seed: int, levels: Sequence[float]) -> None:
    if replicates < 100:
        raise BadSetting("At least 100 replicates are drawn.")
    if seed < 0:
        raise BadSetting("A seed is a whole number, not below zero.")
    if not levels or not all(0 < level < 1 for level in levels):
        raise BadSetting("The level of an interval lies between 0 and 1.")


def _point(table: CaptureTable, method: ModelLike, order: int, threshold: float) -> Estimate:
    if method == "stepwise":
        return estimating.stepwise(table, threshold=threshold)
    if method == "bic":
        return estimating.bic(table, order=order)
    return estimating.fit(table, method)


def _selector(
    table: CaptureTable, method: ModelLike, order: int, threshold: float, compiled: bool
) -> Selector:
    canonical = table.canonical
    if method == "stepwise":
        return selectors.stepwise(canonical, threshold, compiled=compiled)
    if method == "bic":
        return selectors.bic(canonical, order, compiled=compiled)
    return selectors.fixed(estimating.to_canonical(table, as_model(table, method)))


def _with_intervals(point: Estimate, drawn: Replicates, levels: Sequence[float], mid_rank: bool) -> Estimate:
    sampling = drawn.sampling(mid_rank=mid_rank)
    wanted = [(kind, level) for level in levels for kind in KINDS]
    made = intervals(sampling, wanted, seed=drawn.seed)
    said = [text for kind, level in wanted for text in warnings_of(kind, sampling, level)]
    return replace(
        point,
        intervals=(*made, *point.intervals),
        warnings=(*point.warnings, *dict.fromkeys(said), *_about(drawn)),
        seed=drawn.seed,
        details={**point.details, **_details(sampling, drawn)},
    )


def _about(drawn: Replicates) -> tuple[str, ...]:
    said = []
    if drawn.failed:
        said.append(f"{drawn.failed} of the replicates have no estimate; they count as without bound.")
    if drawn.acceleration is None:
        said.append(
            "Without one of its persons the table has no estimate: BCa limits stand without acceleration."
        )
    return tuple(said)


def _details(sampling: Sampling, drawn: Replicates) -> dict[str, float | int]:
    return {
        "replicates": len(drawn.estimates),
        "replicates_without_estimate": drawn.failed,
        "acceleration": sampling.acceleration,
        "bias_correction": sampling.bias,
    }
