"""A funnel of persons: at each stage how many of which stage, how sure, and which claims that supports.

The unit is a person, never a message. Each stage names the stage of which it is a part; a person whose
outcome is not known is neither a yes nor a no, and the bounds say what that leaves open.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from seinhuis import __version__
from seinhuis.engine.estimates.clustering import Clustered, cluster_share
from seinhuis.engine.estimates.errors import BadSetting, EstimatesError
from seinhuis.engine.estimates.proportions import (
    Comparison,
    Kind,
    Limits,
    Verdict,
    compare_arms,
    holm,
    judge,
    lower_limit,
    needed_persons,
    unknown_bounds,
    upper_limit,
    wilson,
)

ASSUMPTIONS = (
    "One row is one person, and the persons are independent of each other within a cluster.",
    "The number of persons was fixed beforehand, or an end date was; looking again and again until a claim "
    "holds makes these limits too narrow.",
    "The share says something of those who came into this funnel, not of everybody.",
)


class BadFunnel(EstimatesError):
    """The stages of a funnel do not fit together; the message names the stage."""


@dataclass(frozen=True)
class Cluster:
    """The persons of one campaign, advertisement or place at one stage."""

    name: str
    count: int
    unknown: int = 0


@dataclass(frozen=True)
class Stage:
    """``count`` persons who reached a stage, out of the stage named by ``of`` (None: the funnel starts here).

    ``unknown``: persons of that other stage of whom it is not known whether they reached this one.
    ``clusters``: the same persons by campaign, or empty.
    """

    name: str
    count: int
    of: str | None = None
    unknown: int = 0
    clusters: tuple[Cluster, ...] = ()

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be, and clusters that do not add up."""
        if not self.name:
            raise BadFunnel("A stage needs a name.")
        if self.count < 0 or self.unknown < 0:
            raise BadFunnel(f"Stage {self.name}: persons cannot be below zero.")
        if self.of is None and self.unknown:
            raise BadFunnel(f"Stage {self.name}: where a funnel starts there is nothing unknown.")
        names = [cluster.name for cluster in self.clusters]
        if len(set(names)) < len(names):
            raise BadFunnel(f"Stage {self.name}: a cluster occurs twice.")
        sums = [sum(each.count for each in self.clusters), sum(each.unknown for each in self.clusters)]
        if self.clusters and sums != [self.count, self.unknown]:
            raise BadFunnel(f"Stage {self.name}: its clusters do not add up to the stage.")


@dataclass(frozen=True)
class Claim:
    """A claim "more than ``share`` of ``of`` reached ``stage``" and what the data say of it.

    ``lower`` and ``upper`` are one-sided limits of those whose outcome is known; ``lowest`` and ``highest``
    the same when the unknown all did not, or all did. The verdict rests on these two. ``needed`` is the
    number of persons with which the observed share would do; None when it does not lie above the claim.
    """

    stage: str
    of: str
    share: float
    level: float
    kind: str
    lower: float
    upper: float
    lowest: float
    highest: float
    needed: int | None
    verdict: Verdict

    def to_dict(self) -> dict[str, Any]:
        """The claim as a JSON object."""
        return {**self.__dict__, "verdict": str(self.verdict), "kind": str(self.kind)}


@dataclass(frozen=True)
class StageSummary:
    """One stage with its limits. ``share`` and ``limits`` are None where nobody's outcome is known.

    ``count`` of ``known`` persons; ``bounds`` is the share without any assumption about the ``unknown``.
    """

    name: str
    of: str | None
    count: int
    known: int
    unknown: int
    share: float | None = None
    limits: Limits | None = None
    bounds: tuple[float, float] | None = None
    clustered: Clustered | None = None
    claim: Claim | None = None
    warnings: tuple[str, ...] = ()

    @property
    def shown(self) -> Limits | None:
        """The limits to show: those that count clusters in, where there are any."""
        return self.clustered.limits if self.clustered else self.limits

    def to_dict(self) -> dict[str, Any]:
        """The stage as a JSON object."""
        return {
            "name": self.name,
            "of": self.of,
            "count": self.count,
            "known": self.known,
            "unknown": self.unknown,
            "share": self.share,
            "limits": self.limits and self.limits.to_dict(),
            "bounds": self.bounds and list(self.bounds),
            "clustered": self.clustered and self.clustered.to_dict(),
            "claim": self.claim and self.claim.to_dict(),
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True)
class FunnelSummary:
    """A whole funnel with limits, bounds and claims, in the order of its stages."""

    stages: tuple[StageSummary, ...]
    level: float
    seed: int
    unit: str = "person"
    assumptions: tuple[str, ...] = ASSUMPTIONS
    version: str = __version__

    def to_dict(self) -> dict[str, Any]:
        """The funnel as a JSON object."""
        return {
            "unit": self.unit,
            "level": self.level,
            "seed": self.seed,
            "stages": [stage.to_dict() for stage in self.stages],
            "assumptions": list(self.assumptions),
            "version": self.version,
        }

    def to_json(self) -> str:
        """The funnel as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)


@dataclass(frozen=True)
class Funnel:
    """The stages of one funnel; a stage is a part of an earlier one. Raises BadFunnel where that fails."""

    stages: tuple[Stage, ...]

    def __post_init__(self) -> None:
        """Check that every stage has its denominator before it, and fits in it."""
        seen: dict[str, Stage] = {}
        for stage in self.stages:
            if stage.name in seen:
                raise BadFunnel(f"Stage {stage.name} occurs twice.")
            if stage.of is not None:
                _check_part(stage, seen)
            seen[stage.name] = stage
        if not self.stages:
            raise BadFunnel("A funnel without stages.")

    def stage(self, name: str) -> Stage:
        """The stage of this name; BadFunnel when there is none."""
        for stage in self.stages:
            if stage.name == name:
                return stage
        raise BadFunnel(f"There is no stage {name}.")

    def known(self, stage: Stage) -> int:
        """How many persons of its denominator have a known outcome at this stage."""
        return stage.count if stage.of is None else self.stage(stage.of).count - stage.unknown

    def summary(
        self,
        *,
        claims: Mapping[str, float] | None = None,
        level: float = 0.95,
        claim_kind: Kind = Kind.WILSON,
        seed: int = 1,
    ) -> FunnelSummary:
        """Every stage with Wilson limits, bounds for the unknown and, by stage name, claims "more than".

        Where a stage has clusters its claim rests on the effective number of persons. Raises BadFunnel when
        a claim names no stage or the start, BadSetting for a level or a claim that is no share.
        """
        for name, share in (claims or {}).items():
            if self.stage(name).of is None:
                raise BadFunnel(f"Stage {name} is a part of nothing: no share can be claimed of it.")
            if not 0 < share < 1:
                raise BadSetting("A claim is a share between 0 and 1.")
        summaries = tuple(self._summary(stage, level, seed) for stage in self.stages)
        judged = tuple(
            replace(each, claim=_claim(each, (claims or {})[each.name], level, claim_kind))
            if each.name in (claims or {}) and each.share is not None
            else each
            for each in summaries
        )
        return FunnelSummary(judged, level, seed)

    def _summary(self, stage: Stage, level: float, seed: int) -> StageSummary:
        known = self.known(stage)
        plain = StageSummary(stage.name, stage.of, stage.count, known, stage.unknown)
        if stage.of is None:
            return plain
        if known == 0:
            return replace(plain, warnings=(f"Nobody's outcome is known at stage {stage.name}: no share.",))
        clustered = self._clustered(stage, level, seed)
        return replace(
            plain,
            share=stage.count / known,
            limits=wilson(stage.count, known, level),
            bounds=unknown_bounds(stage.count, known, stage.unknown),
            clustered=clustered,
            warnings=clustered.warnings if clustered else self._without_clusters(stage),
        )

    def _clustered(self, stage: Stage, level: float, seed: int) -> Clustered | None:
        counts = self._cluster_counts(stage)
        return cluster_share(counts, level=level, seed=seed) if len(counts) > 1 else None

    def _cluster_counts(self, stage: Stage) -> list[tuple[int, int]]:
        """(count, known) of each cluster with anybody known."""
        wholes = {cluster.name: cluster.count for cluster in self.stage(stage.of or "").clusters}
        pairs = [(each.count, wholes.get(each.name, 0) - each.unknown) for each in stage.clusters]
        return [pair for pair in pairs if pair[1] > 0]

    def _without_clusters(self, stage: Stage) -> tuple[str, ...]:
        if not stage.clusters:
            return ("No clusters were given: persons of one campaign are taken as independent.",)
        return ("All persons come from one cluster: how much campaigns differ cannot be seen.",)


def compare_funnels(first: Funnel, second: Funnel, level: float = 0.95) -> dict[str, Comparison]:
    """Compare each stage of two arms, by stage name; p-values adjusted over the stages (Holm 1979).

    Only those whose outcome is known count. Raises BadFunnel when the arms do not have the same stages.
    """
    if [(each.name, each.of) for each in first.stages] != [(each.name, each.of) for each in second.stages]:
        raise BadFunnel("Two arms need the same stages with the same denominators.")
    pairs = [(one, two) for one, two in zip(first.stages, second.stages, strict=True) if one.of]
    usable = [(one, two) for one, two in pairs if first.known(one) and second.known(two)]
    compared = [
        compare_arms((one.count, first.known(one)), (two.count, second.known(two)), level)
        for one, two in usable
    ]
    adjusted = holm([each.p_value for each in compared])
    return {
        one.name: replace(each, adjusted=value)
        for (one, _), each, value in zip(usable, compared, adjusted, strict=True)
    }


def _check_part(stage: Stage, seen: Mapping[str, Stage]) -> None:
    whole = seen.get(stage.of or "")
    if whole is None:
        raise BadFunnel(f"Stage {stage.name} is a part of {stage.of}, which is no earlier stage.")
    if stage.count + stage.unknown > whole.count:
        raise BadFunnel(f"Stage {stage.name} has more persons than {whole.name}, of which it is a part.")
    if bool(stage.clusters) != bool(whole.clusters):
        raise BadFunnel(f"Stage {stage.name} and {whole.name}: only one of them has clusters.")
    wholes = {cluster.name: cluster.count for cluster in whole.clusters}
    for cluster in stage.clusters:
        if cluster.count + cluster.unknown > wholes.get(cluster.name, 0):
            raise BadFunnel(f"Stage {stage.name}, cluster {cluster.name}: more persons than in {whole.name}.")


def _claim(stage: StageSummary, share: float, level: float, kind: Kind) -> Claim:
    """Judge a claim under the worst and the best case for the unknown, with clusters where there are any."""
    shrink = stage.clustered.effective / stage.known if stage.clustered else 1.0
    known, total, count = stage.known * shrink, (stage.known + stage.unknown) * shrink, stage.count * shrink
    most = (stage.count + stage.unknown) * shrink
    lowest, highest = lower_limit(count, total, level, kind), upper_limit(most, total, level, kind)
    return Claim(
        stage=stage.name,
        of=stage.of or "",
        share=share,
        level=level,
        kind=kind,
        lower=lower_limit(count, known, level, kind),
        upper=upper_limit(count, known, level, kind),
        lowest=lowest,
        highest=highest,
        needed=_needed(stage, share, level, kind),
        verdict=judge(lowest, highest, share),
    )


def _needed(stage: StageSummary, share: float, level: float, kind: Kind) -> int | None:
    """How many known persons the observed share would need, clusters counted in."""
    if stage.share is None or stage.share <= share:
        return None
    try:
        plain = needed_persons(stage.share, share, level, kind)
    except BadSetting:
        return None
    effect = stage.known / stage.clustered.effective if stage.clustered else 1.0
    return math.ceil(plain * effect - 1e-9)
