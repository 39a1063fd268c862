"""What a corpus answers: results, counts and hits, without texts."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

# stage ("read", "extract", "write"), done, total; total 0 when it is not known
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Progress for nobody."""


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file; ``lines`` = ``added`` + ``known`` + ``rejected``, blank lines not counted.

    ``known``: lines that are in the corpus already. ``remarks``: lines that were kept, or were known, but of
    which something was set aside (a ready-made identifier that is none, other fields under a known id).
    ``time_troubles``: of the lines added, how many stand under the month "unknown" and why. ``added_before``:
    the day on which this very file was added; then nothing was read.
    """

    name: str
    sha256: str
    lines: int = 0
    added: int = 0
    known: int = 0
    rejected: int = 0
    remarks: int = 0
    time_troubles: dict[str, int] = field(default_factory=dict)
    added_before: datetime.date | None = None


@dataclass(frozen=True)
class Added:
    """What one `add` did. ``rejects``: the JSON lines with file, line and reason, when there are any.

    ``fields_left_out``: names of fields that the corpus does not keep (at most 20, cut at 40 signs).
    """

    files: tuple[FileOutcome, ...]
    rejects: str | None
    fields_left_out: tuple[str, ...]

    @property
    def added(self) -> int:
        """Records that are new in the corpus."""
        return sum(each.added for each in self.files)

    @property
    def known(self) -> int:
        """Lines that the corpus held already."""
        return sum(each.known for each in self.files)

    @property
    def rejected(self) -> int:
        """Lines that were set aside, each with its reason in the rejects file."""
        return sum(each.rejected for each in self.files)


@dataclass(frozen=True)
class Removed:
    """What one `remove` took out: record ids and the number of mentions; ``not_found``: ids asked in vain."""

    records: tuple[str, ...]
    mentions: int
    not_found: tuple[str, ...]


@dataclass(frozen=True)
class Statistics:
    """Counts of what the corpus holds. ``rejects``: lines set aside, by source."""

    records: int
    mentions: int
    by_source: dict[str, int]
    by_month: dict[str, int]
    by_kind: dict[str, int]
    rejects: dict[str, int]
    files: int
    files_without_ground: int
    generation: int


@dataclass(frozen=True)
class Hit:
    """One record that mentions an identifier; ``cluster`` when clusters were computed and hold the record."""

    kind: str
    identifier: str = field(repr=False)
    record: str
    cluster: str | None = None
