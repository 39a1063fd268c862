"""What a check of a package found: one line per thing that was looked at."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """GOOD: as it should be. NOTE: something a person must know or do. WRONG: do not use the package."""

    GOOD = "good"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; ``file`` is its name in the package, made safe for a screen."""

    code: str
    state: State
    message: str
    file: str = ""


@dataclass(frozen=True)
class VerificationReport:
    """Everything that was found. ``fingerprint`` is that of the enclosed key, empty when there is none."""

    folder: str
    findings: tuple[Finding, ...]
    fingerprint: str = ""
    key_confirmed: bool = False
    stamped_at: datetime.datetime | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong. Notes do not make a package wrong."""
        return all(finding.state is not State.WRONG for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "package": self.folder,
            "ok": self.ok,
            "signer_key_sha256": self.fingerprint,
            "signer_key_confirmed": self.key_confirmed,
            "stamped_at": self.stamped_at.isoformat() if self.stamped_at else None,
            "findings": [
                {"code": each.code, "state": each.state.value, "message": each.message, "file": each.file}
                for each in self.findings
            ],
        }

    def lines(self) -> Iterable[str]:
        """For a terminal."""
        signs = {State.GOOD: "ok   ", State.NOTE: "note ", State.WRONG: "WRONG"}
        yield f"Package {self.folder}"
        yield from (f"  {signs[each.state]} {each.message}" for each in self.findings)
        verdict = (
            "Nothing is wrong with this package."
            if self.ok
            else "Do not use this package; telephone the sender."
        )
        yield verdict
