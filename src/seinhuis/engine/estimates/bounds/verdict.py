"""From limits to one of four answers. Nothing else is ever said of a claim."""

from collections.abc import Sequence

from seinhuis.engine.estimates.bounds.contracts import EnvelopeModel, Sweep, Verdict

TOO_WIDE = 10.0  # limits further apart than this factor say nothing about a number between them
PLAUSIBLE = 2.0  # odds ratios from one half to two are part of the range

Limits = tuple[float | None, float | None]


def judged(claim: float | None, limits: Limits) -> Verdict | None:
    """The answer for one range; None without a claim. A limit that is not there shuts nothing out."""
    if claim is None:
        return None
    lower, upper = limits
    if lower is not None and claim < lower:
        return Verdict.BELOW
    if upper is not None and claim > upper:
        return Verdict.ABOVE
    if lower is None or upper is None or upper > TOO_WIDE * lower:
        return Verdict.CANNOT_SAY
    return Verdict.CONSISTENT


def sweep_limits(sweeps: Sequence[Sweep]) -> Limits:
    """The lowest and highest estimate for ratios from one half to two; none where there is no estimate."""
    inside = [
        (ratio, estimate)
        for sweep in sweeps
        for ratio, estimate in zip(sweep.ratios, sweep.estimates, strict=True)
        if 1 / PLAUSIBLE <= ratio <= PLAUSIBLE
    ]
    known = [estimate for _, estimate in inside if estimate is not None]
    if not known:
        return None, None
    unknown = [ratio for ratio, estimate in inside if estimate is None]
    return (
        None if any(ratio < 1 for ratio in unknown) else min(known),
        None if any(ratio >= 1 for ratio in unknown) else max(known),
    )


def envelope_limits(envelope: Sequence[EnvelopeModel]) -> Limits:
    """The lowest lower and the highest upper limit of the models."""
    if not envelope:
        return None, None
    return min(each.lower for each in envelope), max(each.upper for each in envelope)


def whole_range(observed: int, sweeps: Limits, envelope: Limits) -> Limits:
    """Both ranges together; never below the observed persons, and without models no upper limit at all."""
    lowers = [limit for limit in (sweeps[0], envelope[0]) if limit is not None]
    uppers = [limit for limit in (sweeps[1], envelope[1]) if limit is not None]
    lower = max(float(observed), min(lowers)) if lowers else float(observed)
    return lower, max(uppers) if len(uppers) == 2 else None
