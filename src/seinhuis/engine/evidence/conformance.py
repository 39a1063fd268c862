"""Checking `case.jsonld` against CASE/UCO 1.5 with NIST's own checker.

Slow (about 40 ms an object): for a background job.
"""

import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from seinhuis.engine.evidence.errors import CaseCheckUnavailable

VERSION = "case-1.5.0"
DEFAULT_TIMEOUT = 600.0
_VIOLATION = re.compile(r"Constraint Violation in ([A-Za-z]+ConstraintComponent)")
_TOOL = "case_validate"


@dataclass(frozen=True)
class CaseOutcome:
    """Whether the file conforms; the summary holds names of rules and counts, never a word of the content."""

    valid: bool
    summary: str


def validate_case(path: Path, timeout: float = DEFAULT_TIMEOUT) -> CaseOutcome:
    """Run `case_validate` on a file; ``timeout`` in seconds. Raises CaseCheckUnavailable.

    The exit code decides: a misspelled property still prints "Conforms: True".
    """
    tool = Path(sys.executable).parent / _TOOL
    command = [str(tool), "--built-version", VERSION, str(path)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=timeout, check=False, stdin=subprocess.DEVNULL
        )
    except FileNotFoundError:
        raise CaseCheckUnavailable(f"{_TOOL} is not installed beside this Python.") from None
    except subprocess.TimeoutExpired:
        raise CaseCheckUnavailable(f"{_TOOL} did not finish within {timeout:g} seconds.") from None
    return CaseOutcome(
        done.returncode == 0, _summary(done.returncode, done.stdout.decode("utf-8", "replace"))
    )


def _summary(code: int, output: str) -> str:
    if code == 0:
        return f"Conforms to {VERSION}."
    rules = Counter(_VIOLATION.findall(output))
    named = ", ".join(f"{rule} {count}x" for rule, count in sorted(rules.items()))
    return f"Does not conform to {VERSION} (exit code {code})" + (f": {named}." if named else ".")
