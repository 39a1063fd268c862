"""Models in which persons differ in their chance to be seen: M0, Mt, Mh and Mth, over lists.

log mean of a capture history w seen k times = intercept + b k (M0, Mh) or + sum of b_j w_j (Mt, Mth) + h(k),
where h stands for the spread of the chances between persons (Rivest & Baillargeon 2007; Darroch et al. 1993):

    chao     one parameter for each bend at 3, 4, ... captures, none below zero: a lower bound
    poisson  theta**k - 1, theta = 2
    darroch  k**2 / 2
    gamma    log(theta) - log(theta + k), theta = 3.5

Each is convex in k with h(0) = 0, times a parameter; which of them holds cannot be read from the data.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.contracts import (
    ALL_CAN_BE_SEEN,
    CLOSED,
    OBSERVED_AGREE,
    Estimate,
    Interval,
    no_estimate,
)
from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.poisson import Floats, NoMaximum, PoissonFit, fit_poisson, profile_size
from seinhuis.engine.estimates.tables import CaptureTable

Kind = Literal["M0", "Mt", "Mh", "Mth"]
Mixing = Literal["chao", "poisson", "darroch", "gamma"]

MIXINGS: tuple[Mixing, ...] = ("chao", "poisson", "darroch", "gamma")
THETA = {"poisson": 2.0, "gamma": 3.5}
MOST_LISTS = 10
TRACE = 1e-4  # what an empty number of captures counts for while bends below zero are looked for

NO_DEPENDENCE = "For one person, being on one list changes nothing about being on another."
LOWER_BOUND = (
    "Persons differ in their chance to be seen, in any way: the number is then a lower bound. "
    "It is none where being seen makes it less likely to be seen again, or where lists avoid each other."
)
MIXED = {
    "chao": LOWER_BOUND,
    "poisson": "Persons differ in their chance to be seen, and nobody's chance is near zero.",
    "darroch": "Persons differ in their chance to be seen, on the logit scale as a normal curve.",
    "gamma": "Persons differ in their chance to be seen, and very small chances are common.",
}


@dataclass(frozen=True, eq=False)
class Cells:
    """What can be seen, row by row: ``captures`` (m,), ``base`` (m, k), intercept first, ``counts`` (m,).

    ``offset`` (m,) is the known part of the log-means; ``beyond`` counts observed persons outside the rows.
    """

    captures: NDArray[np.int64]
    base: Floats
    counts: Floats
    offset: Floats
    beyond: int = 0


def heterogeneity(
    table: CaptureTable,
    kind: Kind,
    mixing: Mixing | None = None,
    *,
    theta: float | None = None,
    interactions: Sequence[tuple[str, str]] = (),
    exact: Sequence[Sequence[str]] = (),
    level: float = 0.95,
) -> Estimate:
    """Fit one model to a table of lists; without a maximum the estimate is None, with the reason.

    ``mixing`` goes with Mh and Mth only; ``theta`` with poisson and gamma. ``interactions`` adds pairs of
    lists; ``exact`` gives a history, as the lists it holds, a parameter of its own, which takes it out of
    the fit. The interval is a profile likelihood. Raises BadSetting, and UnknownList for a name.
    """
    name = model_name(kind, mixing, theta)
    lists = len(table.lists)
    if lists > MOST_LISTS:
        reason = f"These models are fitted for up to {MOST_LISTS} lists; merge some."
        return no_estimate("heterogeneity", name, reason, input_hash=table.input_hash)
    histories = np.arange(1, 2**lists)
    captures = np.array([history.bit_count() for history in histories.tolist()])
    extra = [_together(table, histories, pair) for pair in interactions]
    extra += [_only(table, histories, members) for members in exact]
    base = np.column_stack([*_chances(histories, captures, lists, kind), *extra])
    cells = Cells(captures, base, table.cells[1:].astype(float), np.zeros(len(histories)))
    assumptions = (OBSERVED_AGREE, CLOSED, ALL_CAN_BE_SEEN, *_spoken(kind, mixing))
    return estimated(name, cells, mixing, theta, level, assumptions, table.input_hash)


def heterogeneity_models(table: CaptureTable, *, level: float = 0.95) -> tuple[Estimate, ...]:
    """All ten models side by side: M0, Mt, and Mh and Mth with each of the four ways to differ."""
    plain = [heterogeneity(table, kind, level=level) for kind in ("M0", "Mt")]
    mixed = [heterogeneity(table, kind, mixing, level=level) for kind in ("Mh", "Mth") for mixing in MIXINGS]
    return (*plain, *mixed)


def chao(table: CaptureTable, *, level: float = 0.95) -> Estimate:
    """The lower bound of Chao for lists that reach different shares: Mth (Rivest & Baillargeon 2007).

    Chao's own formula takes all lists to reach the same share; where they do not it lies too high, and is
    here a detail only (``equal_reach``, None when nobody is on exactly two lists). Raises BadSetting.
    """
    found = heterogeneity(table, "Mth", "chao", level=level)
    sizes = np.bincount([history.bit_count() for history in table.histories.tolist()], table.counts, 3)
    share = (len(table.lists) - 1) / len(table.lists)
    simple = float(table.n + share * sizes[1] ** 2 / (2 * sizes[2])) if sizes[2] else None
    return replace(
        found,
        method="chao",
        model="lower bound (Mth)",
        assumptions=(*found.assumptions[:-1], LOWER_BOUND) if found.assumptions else (),
        details={**found.details, "equal_reach": simple},
    )


def estimated(
    name: str,
    cells: Cells,
    mixing: Mixing | None,
    theta: float | None,
    level: float,
    assumptions: tuple[str, ...],
    input_hash: str,
) -> Estimate:
    """Fit the cells and give the estimate, or the reason why there is none."""
    if not 0 < level < 1:
        raise BadSetting("The level of an interval lies between 0 and 1.")
    try:
        matrix, fit, bends = _fitted(cells, mixing, theta)
        profile = profile_size(matrix, cells.counts, cells.offset, fit, level)
    except NoMaximum as error:
        return no_estimate("heterogeneity", name, str(error), input_hash=input_hash)
    return Estimate(
        "heterogeneity",
        name,
        float(cells.counts.sum()) + cells.beyond + fit.hidden,
        intervals=(_moved(profile.interval, cells.beyond),),
        assumptions=assumptions,
        warnings=_warnings(mixing, fit),
        input_hash=input_hash,
        details={
            "standard_error": fit.standard_error,
            "aic": fit.aic,
            "profile_estimate": profile.best + cells.beyond,
            **({"bends": bends} if mixing == "chao" else {}),
        },
    )


def _fitted(cells: Cells, mixing: Mixing | None, theta: float | None) -> tuple[Floats, PoissonFit, list[int]]:
    """The design, its fit, and for Chao's model the captures at which a bend is kept."""
    if mixing is None:
        return cells.base, fit_poisson(cells.base, cells.counts, cells.offset), []
    if mixing != "chao":
        matrix = np.column_stack([cells.base, _spread(cells.captures, mixing, theta)])
        return matrix, fit_poisson(matrix, cells.counts, cells.offset), []
    bends = _kept_bends(cells)
    matrix = _bent(cells, bends)
    return matrix, fit_poisson(matrix, cells.counts, cells.offset), bends


def _spread(captures: NDArray[np.int64], mixing: Mixing, theta: float | None) -> Floats:
    seen = captures.astype(float)
    if mixing == "darroch":
        return seen**2 / 2
    theta = THETA[mixing] if theta is None else theta
    if not (np.isfinite(theta) and theta > (1 if mixing == "poisson" else 0)):
        raise BadSetting("Theta lies above one for poisson and above zero for gamma.")
    return np.asarray(theta**seen - 1 if mixing == "poisson" else np.log(theta) - np.log(theta + seen))


def _bent(cells: Cells, bends: Sequence[int]) -> Floats:
    hinges = [np.maximum(cells.captures - bend + 1, 0).astype(float) for bend in bends]
    return np.column_stack([cells.base, *hinges])


def _kept_bends(cells: Cells) -> list[int]:
    """The bends above zero: those below are left out together and the rest is fitted again, until none is.

    A number of captures that nobody has puts its bend at minus infinity; a trace of a person in the place of
    none shows the same sign at a finite value. Whether the rest has a maximum is proven afterwards.
    """
    most = int(cells.captures[cells.counts > 0].max())
    bends = list(range(3, most + 1))
    counts = cells.counts.copy()
    for captures in bends:
        if not counts[cells.captures == captures].any():
            counts[cells.captures == captures] = TRACE
    while bends:
        fitted = fit_poisson(_bent(cells, bends), counts, cells.offset, proven=True)
        heights = fitted.coefficients[-len(bends) :]
        kept = [bend for bend, height in zip(bends, heights, strict=True) if height >= 0]
        if kept == bends:
            break
        bends = kept
    return bends


def _chances(
    histories: NDArray[np.int64], captures: NDArray[np.int64], lists: int, kind: Kind
) -> list[Floats]:
    one = np.ones(len(histories))
    if kind in {"M0", "Mh"}:
        return [one, captures.astype(float)]
    return [one, *((histories >> place & 1).astype(float) for place in range(lists))]


def _together(table: CaptureTable, histories: NDArray[np.int64], pair: Sequence[str]) -> Floats:
    mask = sum(1 << table.position(name) for name in set(pair))
    return np.asarray((histories & mask) == mask, dtype=np.float64)


def _only(table: CaptureTable, histories: NDArray[np.int64], members: Sequence[str]) -> Floats:
    mask = sum(1 << table.position(name) for name in set(members))
    return np.asarray(histories == mask, dtype=np.float64)


def _moved(interval: Interval, beyond: int) -> Interval:
    """The interval with the observed persons outside of the rows added."""
    limits = [None if limit is None else limit + beyond for limit in (interval.lower, interval.upper)]
    return replace(interval, lower=limits[0], upper=limits[1])


def model_name(kind: Kind, mixing: Mixing | None, theta: float | None) -> str:
    """How a model is called; BadSetting where its parts do not go together."""
    if (mixing is not None) != (kind in {"Mh", "Mth"}):
        raise BadSetting("Mh and Mth need a way in which persons differ; M0 and Mt have none.")
    if theta is not None and mixing not in THETA:
        raise BadSetting("Theta belongs to poisson and gamma only.")
    return kind if mixing is None else f"{kind} {mixing}{f' {theta:g}' if theta else ''}"


def _spoken(kind: Kind, mixing: Mixing | None) -> tuple[str, ...]:
    lists = "every list reaches the same share" if kind in {"M0", "Mh"} else "lists reach different shares"
    return (f"On average {lists} of the population.", NO_DEPENDENCE, spoken_mixing(mixing))


def spoken_mixing(mixing: Mixing | None) -> str:
    """The assumption about persons in words."""
    return "Everybody has the same chance to be seen." if mixing is None else MIXED[mixing]


def _warnings(mixing: Mixing | None, fit: PoissonFit) -> tuple[str, ...]:
    height = float(fit.coefficients[-1])
    if mixing in {None, "chao"} or height >= 0:
        return ()
    return (
        "The spread between persons comes out below zero, which no spread can be: the persons seen more "
        "than once are too few for this model, or lists keep away from each other.",
    )
