"""All bounds of one table together, each statement with its assumption, and the verdict on a claim."""

from collections.abc import Sequence

from seinhuis.engine.estimates.bounds.consistency import known_sizes, mean_log_ratio
from seinhuis.engine.estimates.bounds.contracts import (
    Bounds,
    EnvelopeModel,
    KnownSize,
    LinkageError,
    Statement,
    Sweep,
)
from seinhuis.engine.estimates.bounds.envelope import WITHIN, model_envelope
from seinhuis.engine.estimates.bounds.linkage_error import linkage_errors
from seinhuis.engine.estimates.bounds.odds_ratio import MOST_LISTS, sweep_pairs
from seinhuis.engine.estimates.bounds.selected import stepwise_fit
from seinhuis.engine.estimates.bounds.verdict import (
    PLAUSIBLE,
    TOO_WIDE,
    Limits,
    envelope_limits,
    judged,
    sweep_limits,
    whole_range,
)
from seinhuis.engine.estimates.contracts import Estimate
from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.heterogeneity import chao
from seinhuis.engine.estimates.tables import CaptureTable

OBSERVED_ASSUMPTION = (
    "Links are right, and whoever is on a list belongs to the population; "
    "missed links make this number too high."
)
CHAO_ASSUMPTION = (
    "A lower bound only if being on one list goes with being on others, because persons differ in their "
    "chance to be seen. Where lists avoid each other, each serving its own group, it is none."
)
SWEEP_ASSUMPTION = (
    "The selected model holds for all other pairs, and the odds ratio of one pair lies from "
    f"1/{PLAUSIBLE:g} to {PLAUSIBLE:g}. No table can show where it lies."
)
ENVELOPE_ASSUMPTION = (
    f"One of the models within BIC {WITHIN:g} of the best is right, and the lists do not all depend on each "
    "other at once. The limits are the outermost 95 % limits of these models."
)
CONSISTENCY_ASSUMPTION = (
    "Persons on one list are like the others. This tests the method where the truth is known; "
    "it sets no limits."
)
NOTABLE = 0.1  # a mean log ratio nearer to zero says nothing about a direction
LINKAGE_ASSUMPTION = (
    "At most one link of each person is wrong, at the same rate for all lists; the selected model stays. "
    "Missed links make estimates too high, false links too low."
)


def bounds(table: CaptureTable, claim: float | None = 1300, *, order: int = 2) -> Bounds:
    """Say what the table allows to be said of the population size, and of a claim about it.

    ``claim`` in persons, None for no claim; ``order`` of the models in the envelope. The range runs over the
    envelope and over odds ratios from one half to two; the verdict is about that range. Raises BadSetting.
    """
    if claim is not None and not 0 < claim < float("inf"):
        raise BadSetting("A claim is a number of persons above zero.")
    table = table.canonical
    fitted = stepwise_fit(table)
    sweeps = sweep_pairs(table, fitted.model, claim=claim) if fitted else ()
    envelope = model_envelope(table, order=order)
    limits = whole_range(table.n, sweep_limits(sweeps), envelope_limits(envelope))
    bound, checks = chao(table), known_sizes(table)
    linkage = linkage_errors(table, fitted.model) if fitted else ()
    return Bounds(
        claim=claim,
        observed=table.n,
        model=fitted.model.name(table.lists) if fitted else "none",
        statements=(
            _observed(table, claim),
            _chao(bound, claim),
            _swept(sweeps, claim),
            _enveloped(envelope, claim),
            _checked(checks),
            _linked(linkage, claim),
        ),
        chao=bound,
        sweeps=sweeps,
        envelope=envelope,
        consistency=checks,
        linkage=linkage,
        lower=limits[0],
        upper=limits[1],
        verdict=judged(claim, limits),
        warnings=_warnings(bound, fitted.estimate if fitted else None, checks, limits),
        input_hash=table.input_hash,
    )


def _observed(table: CaptureTable, claim: float | None) -> Statement:
    limits = (float(table.n), None)
    text = f"{table.n:,} different persons were seen: there are at least so many."
    return Statement("observed", text, OBSERVED_ASSUMPTION, *limits, judged(claim, limits))


def _chao(bound: Estimate, claim: float | None) -> Statement:
    if bound.estimate is None or bound.interval is None:
        return Statement("chao", str(bound.reason), CHAO_ASSUMPTION, None, None, judged(claim, (None, None)))
    limits = (bound.interval.lower, None)
    text = f"Chao's lower bound is {bound.estimate:,.0f}; its own 95 % limit is {bound.interval.lower:,.0f}."
    return Statement("chao", text, CHAO_ASSUMPTION, *limits, judged(claim, limits))


def _swept(sweeps: Sequence[Sweep], claim: float | None) -> Statement:
    limits = sweep_limits(sweeps)
    text = _ranging("With one pair of lists more or less dependent than the model says, the estimate", limits)
    if not sweeps:
        text += f" It needs a selected model, and at most {MOST_LISTS} lists."
    tipping = [sweep for sweep in sweeps if sweep.tipping is not None]
    if claim is not None and tipping:
        nearest = min(tipping, key=lambda sweep: max(sweep.tipping or 1.0, 1 / (sweep.tipping or 1.0)))
        text += (
            f" It comes to {claim:,.0f} first at an odds ratio of {nearest.tipping:.2f} "
            f"between {nearest.pair[0]} and {nearest.pair[1]}."
        )
    elif claim is not None and sweeps:
        text += f" No odds ratio of one pair from 1/100 to 100 brings it to {claim:,.0f}."
    return Statement("odds ratios", text, SWEEP_ASSUMPTION, *limits, judged(claim, limits))


def _enveloped(envelope: Sequence[EnvelopeModel], claim: float | None) -> Statement:
    limits = envelope_limits(envelope)
    if not envelope:
        text = "No model has an estimate for this table."
        return Statement("model envelope", text, ENVELOPE_ASSUMPTION, *limits, judged(claim, limits))
    points = [each.estimate for each in envelope]
    models = "1 model fits" if len(envelope) == 1 else f"{len(envelope)} models fit"
    text = (
        f"{models} within BIC {WITHIN:g} of the best; "
        f"estimates run from {min(points):,.0f} to {max(points):,.0f}, "
        f"with their limits from {limits[0]:,.0f} to {limits[1]:,.0f}."
    )
    return Statement("model envelope", text, ENVELOPE_ASSUMPTION, *limits, judged(claim, limits))


def _checked(checks: Sequence[KnownSize]) -> Statement:
    if not checks:
        text = "With fewer than three lists no list can be estimated from the others."
        return Statement("internal consistency", text, CONSISTENCY_ASSUMPTION, None, None)
    known = [each for each in checks if each.estimate is not None]
    covered = sum(each.covered is True for each in known)
    text = (
        f"Of {len(checks)} lists taken as populations of known size {len(known)} can be estimated from the "
        f"others; {covered} of these lie within their limits."
    )
    ratio = mean_log_ratio(checks)
    if ratio is not None:
        text += f" The mean log ratio of estimate to truth is {ratio:+.2f}" + (
            ": the estimates err low." if ratio < -NOTABLE else "."
        )
    return Statement("internal consistency", text, CONSISTENCY_ASSUMPTION, None, None)


def _linked(scenarios: Sequence[LinkageError], claim: float | None) -> Statement:
    known = [each for each in scenarios if each.estimate is not None]
    if not known:
        text = "No rate of wrong links could be worked out."
        return Statement("wrong links", text, LINKAGE_ASSUMPTION, None, None, judged(claim, (None, None)))
    estimates = [each.estimate for each in known if each.estimate is not None]
    limits: Limits = (min(estimates), max(estimates))
    worst = max(each.rate for each in known)
    text = _ranging(f"With up to {worst:.0%} of links missed or false, the estimate", limits)
    return Statement("wrong links", text, LINKAGE_ASSUMPTION, *limits, judged(claim, limits))


def _ranging(beginning: str, limits: Limits) -> str:
    if limits == (None, None):
        return f"{beginning} cannot be computed."
    ends = ["no limit" if limit is None else f"{limit:,.0f}" for limit in limits]
    return f"{beginning} runs from {ends[0]} to {ends[1]}."


def _warnings(
    bound: Estimate, selected: float | None, checks: Sequence[KnownSize], limits: Limits
) -> tuple[str, ...]:
    found = []
    if bound.estimate is not None and selected is not None and bound.estimate > selected:
        found.append(
            f"Chao's lower bound ({bound.estimate:,.0f}) lies above the estimate of the selected model "
            f"({selected:,.0f}): some lists seem to avoid each other, and it is then no lower bound."
        )
    failed = sum(each.estimate is None for each in checks)
    if failed * 2 > len(checks):
        found.append(
            "Most lists cannot be estimated from the others: every estimate here stands on few persons."
        )
    if limits[0] is not None and limits[1] is not None and limits[1] > TOO_WIDE * limits[0]:
        found.append(f"The range is wider than a factor {TOO_WIDE:g}: no number within it can be confirmed.")
    return tuple(found)
