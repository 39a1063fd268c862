"""What a person says of two records."""

import datetime
import enum
from dataclasses import dataclass


class Verdict(enum.StrEnum):
    """What a person says of two records; it always wins over what was computed."""

    SAME = "same"
    NOT_SAME = "not-same"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Judgement:
    """Two records by their ids in the corpus, what somebody said of them, and why."""

    left: str
    right: str
    verdict: Verdict
    by: str
    on: datetime.date
    reason: str
