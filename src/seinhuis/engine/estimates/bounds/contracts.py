"""What can be said of a published number, each statement with what it assumes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from seinhuis.engine.estimates.contracts import Estimate


class Verdict(StrEnum):
    """The only things that are ever said of a claim."""

    CONSISTENT = "consistent"
    BELOW = "below the range"
    ABOVE = "above the range"
    CANNOT_SAY = "the data cannot say"


@dataclass(frozen=True)
class Statement:
    """One line: where the population size lies if the assumption holds; None as a limit: none on that side.

    Both limits None, with ``verdict`` the data cannot say: this way of looking gives no limits at all.
    ``verdict`` is None when there is no claim.
    """

    name: str
    text: str
    assumption: str
    lower: float | None
    upper: float | None
    verdict: Verdict | None = None

    def to_dict(self) -> dict[str, Any]:
        """The statement as a JSON object."""
        return {
            "name": self.name,
            "text": self.text,
            "assumption": self.assumption,
            "lower": self.lower,
            "upper": self.upper,
            "verdict": None if self.verdict is None else str(self.verdict),
        }


@dataclass(frozen=True)
class Sweep:
    """The estimate for fixed odds ratios of one pair of lists; ``estimates[i]`` belongs to ``ratios[i]``.

    ``tipping`` is the odds ratio at which the estimate equals the claim; None when there is no such one
    between 1/100 and 100.
    """

    pair: tuple[str, str]
    ratios: tuple[float, ...]
    estimates: tuple[float | None, ...]
    tipping: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The sweep as a JSON object."""
        return {
            "pair": list(self.pair),
            "ratios": list(self.ratios),
            "estimates": list(self.estimates),
            "tipping": self.tipping,
        }


@dataclass(frozen=True)
class EnvelopeModel:
    """One model of the envelope: its estimate, its BIC above the lowest, and its Wald limits."""

    model: str
    estimate: float
    delta_bic: float
    lower: float
    upper: float

    def to_dict(self) -> dict[str, Any]:
        """The model as a JSON object."""
        return {
            "model": self.model,
            "estimate": self.estimate,
            "delta_bic": self.delta_bic,
            "lower": self.lower,
            "upper": self.upper,
        }


@dataclass(frozen=True)
class KnownSize:
    """One list as a population of known size, estimated from the other lists.

    ``estimate`` is None when it is not estimable, with the ``reason``; ``covered`` says whether the interval
    holds the known size.
    """

    name: str
    known: int
    estimate: float | None = None
    lower: float | None = None
    upper: float | None = None
    reason: str | None = None

    @property
    def covered(self) -> bool | None:
        """Whether the known size lies within the limits."""
        if self.lower is None or self.upper is None:
            return None
        return self.lower <= self.known <= self.upper

    def to_dict(self) -> dict[str, Any]:
        """The check as a JSON object."""
        return {
            "list": self.name,
            "known": self.known,
            "estimate": self.estimate,
            "lower": self.lower,
            "upper": self.upper,
            "covered": self.covered,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class LinkageError:
    """What the table and the estimate would be if this share of links were wrong.

    ``kind`` is missed or false; ``observed`` the persons that would then really have been seen.
    """

    kind: str
    rate: float
    observed: float | None
    estimate: float | None
    reason: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The scenario as a JSON object."""
        return {
            "kind": self.kind,
            "rate": self.rate,
            "observed": self.observed,
            "estimate": self.estimate,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Bounds:
    """Everything that can be said of the size of one population, and of a claim about it.

    ``lower`` and ``upper`` are the whole range, from models and odds ratios together; None where there is no
    limit. ``verdict`` is None when there is no claim.
    """

    claim: float | None
    observed: int
    model: str
    statements: tuple[Statement, ...]
    chao: Estimate
    sweeps: tuple[Sweep, ...]
    envelope: tuple[EnvelopeModel, ...]
    consistency: tuple[KnownSize, ...]
    linkage: tuple[LinkageError, ...]
    lower: float | None
    upper: float | None
    verdict: Verdict | None
    warnings: tuple[str, ...] = ()
    input_hash: str = ""

    def to_dict(self) -> Mapping[str, Any]:
        """Everything as one JSON object."""
        return {
            "claim": self.claim,
            "observed": self.observed,
            "model": self.model,
            "lower": self.lower,
            "upper": self.upper,
            "verdict": None if self.verdict is None else str(self.verdict),
            "statements": [each.to_dict() for each in self.statements],
            "chao": self.chao.to_dict(),
            "odds_ratios": [each.to_dict() for each in self.sweeps],
            "envelope": [each.to_dict() for each in self.envelope],
            "consistency": [each.to_dict() for each in self.consistency],
            "linkage": [each.to_dict() for each in self.linkage],
            "warnings": list(self.warnings),
            "input_hash": self.input_hash,
        }
