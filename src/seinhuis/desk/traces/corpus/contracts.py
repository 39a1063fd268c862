"""What the pages of the corpus show."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from seinhuis.desk.traces.corpus.folding import Fold, Node
from seinhuis.desk.traces.corpus.layout import Picture
from seinhuis.desk.traces.corpus.marking import Piece
from seinhuis.desk.traces.corpus.timeline import Timeline


class Ground(StrEnum):
    """Why somebody may look something up."""

    REPORT = "report"
    DOSSIER = "dossier"
    DANGER = "danger"
    RECIPIENT = "recipient_asked"
    CHECK = "check"


class Why(StrEnum):
    """Why somebody judges a link as they do. Codes, because the book of judgements is not sealed."""

    ONE_OWNER = "one_owner"
    DETAILS_FIT = "details_fit"
    SHARED_BY_MANY = "shared_by_many"
    COMMON_TEXT = "common_text"
    DETAILS_DIFFER = "details_differ"
    TOO_LITTLE = "too_little"
    IN_A_NOTE = "in_a_note"


@dataclass(frozen=True)
class CorpusState:
    """What there is: a corpus, a build of it, and whether the build is older than the corpus."""

    exists: bool
    records: int = 0
    sources: int = 0
    linked: bool = False
    behind: bool = False


@dataclass(frozen=True)
class ShownRecord:
    """One record in a list. ``address``: None while it is in no build. ``number``: its place in a cluster."""

    record: str
    source: str
    month: str
    day: datetime.date | None
    place: str
    opening: str = field(repr=False)
    address: UUID | None = None
    number: int = 0
    noise: UUID | None = None


@dataclass(frozen=True)
class ShownCluster:
    """A cluster with its facts; ``address``: of a record in it. ``found``: records that hold what was asked.

    ``found_count`` counts those that are not listed too.
    """

    address: UUID
    facts: dict[str, Any] = field(repr=False)
    found: tuple[ShownRecord, ...] = ()
    found_count: int = 0


@dataclass(frozen=True)
class ClusterList:
    """One page of clusters, those with most reason to look first."""

    clusters: tuple[ShownCluster, ...]
    total: int


@dataclass(frozen=True)
class HubShown:
    """An identifier that so many share that it holds nothing together. ``token``: names it in an address."""

    kind: str
    value: str = field(repr=False)
    records: int
    groups: int
    token: UUID | None = None
    noise: UUID | None = None


@dataclass(frozen=True)
class LookUp:
    """What was understood, the clusters that hold it, and records that are in none.

    ``hubs``: what of it so many share that it holds nothing together.
    """

    asked: tuple[tuple[str, str], ...] = field(repr=False)
    clusters: tuple[ShownCluster, ...]
    loose: tuple[ShownRecord, ...]
    records: int
    not_shown: int
    hubs: tuple[HubShown, ...] = ()


@dataclass(frozen=True)
class Said:
    """What a person said of two records. ``counts``: the last build followed it."""

    verdict: str
    by: str
    on: datetime.date
    reason: str = field(repr=False)
    counts: bool = False


@dataclass(frozen=True)
class ShownPair:
    """Two records of which there is something to open. ``numbers``: their places in a cluster, 0 outside."""

    one: UUID
    other: UUID
    records: tuple[str, str]
    numbers: tuple[int, int] = (0, 0)
    similarity: float | None = None
    kind: str = ""
    value: str = field(default="", repr=False)
    verdict: str = ""


@dataclass(frozen=True)
class SharedInCluster:
    """An identifier that holds records of a cluster together; ``pairs`` open the reasons.

    ``node``: its key in the picture. ``token``: names it in an address. ``noise``: its entry on the list.
    """

    kind: str
    value: str = field(repr=False)
    count: int
    pairs: tuple[ShownPair, ...]
    token: UUID
    node: str = ""
    noise: UUID | None = None


@dataclass(frozen=True)
class Wanted:
    """How somebody wants to see a cluster. ``by``: None leaves the choice to the picture."""

    page: int = 1
    by: Fold | None = None
    with_noise: bool = False


@dataclass(frozen=True)
class SetAside:
    """What is folded away as noise: an identifier, or a message by its number. ``entry``: on the list."""

    entry: UUID
    kind: str
    value: str = field(repr=False)
    number: int = 0


@dataclass(frozen=True)
class ClusterPage:
    """One cluster: its facts, its picture, its records and everything that holds it together.

    ``count``: all records, also those that are folded away as noise (``aside``). ``drawn``: the
    records that have a circle of their own. ``addresses``: of the records at the ends of lines.
    """

    address: UUID
    count: int
    facts: dict[str, Any] = field(repr=False)
    records: tuple[ShownRecord, ...] = field(repr=False)
    pages: int
    page: int
    wanted: Wanted
    picture: Picture = field(repr=False)
    folded_by: Fold
    groups: tuple[Node, ...] = field(repr=False)
    shared: tuple[SharedInCluster, ...] = field(repr=False)
    more_shared: int
    texts: tuple[ShownPair, ...] = field(repr=False)
    more_texts: int
    judged: tuple[ShownPair, ...] = field(repr=False)
    outward: tuple[ShownPair, ...] = field(repr=False)
    more_outward: int
    hubs: tuple[HubShown, ...] = field(repr=False)
    aside: tuple[SetAside, ...] = field(repr=False)
    timeline: Timeline
    addresses: dict[str, UUID] = field(repr=False)
    drawn: dict[str, ShownRecord] = field(repr=False)

    @property
    def grouped(self) -> int:
        """How many records the picture shows in groups."""
        return sum(each.count for each in self.groups)


@dataclass(frozen=True)
class GroupPage:
    """The records behind one group of the picture, a page at a time."""

    address: UUID
    by: Fold
    label: str = field(repr=False)
    number: int
    count: int
    records: tuple[ShownRecord, ...] = field(repr=False)
    pages: int
    page: int


@dataclass(frozen=True)
class RecordPage:
    """One record with its whole text, what stands in it, and where it came from."""

    address: UUID
    record: str
    source: str
    month: str
    day: datetime.date | None
    place: str
    url: str = field(repr=False)
    author: str = field(repr=False)
    text: tuple[Piece, ...] = field(repr=False)
    mentioned: tuple[tuple[str, str, bool], ...] = field(repr=False)
    cluster_size: int
    sha256: str
    line: int
    file_name: str
    added_on: datetime.date | None
    added_by: str
    legal_ground: str


@dataclass(frozen=True)
class Side:
    """One of the two texts, in pieces."""

    record: ShownRecord
    pieces: tuple[Piece, ...] = field(repr=False)


@dataclass(frozen=True)
class TextCompared:
    """How nearly the same two texts are. ``left_only``, ``right_only``: the words that differ."""

    similarity: float
    least: float
    unit: str
    rule: str
    sides: tuple[Side, Side]
    left_only: tuple[str, ...] = field(repr=False)
    right_only: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class MentionShown:
    """How one record writes an identifier; ``raw`` is empty for what was given beside the text."""

    side: int
    raw: str = field(repr=False)
    hidden: bool = False
    rule: str = ""


@dataclass(frozen=True)
class Reason:
    """An identifier that both records hold, where it stands, and whether it is a hub."""

    kind: str
    value: str = field(repr=False)
    mentions: tuple[MentionShown, ...]
    hub: HubShown | None = None


@dataclass(frozen=True)
class PairPage:
    """Why two records are linked, side by side."""

    one: ShownRecord
    other: ShownRecord
    sides: tuple[Side, Side] = field(repr=False)
    reasons: tuple[Reason, ...] = field(repr=False)
    text: TextCompared | None = field(repr=False)
    said: Said | None
    together: bool
    rule: str


@dataclass(frozen=True)
class WayStep:
    """One step of a way, with what it rests on: an identifier, a text, or what a person said.

    ``parts``: when without it the cluster falls apart, how many records are on each side.
    """

    number: int
    one: ShownRecord
    other: ShownRecord
    reason: Reason | None = field(repr=False)
    text: TextCompared | None = field(repr=False)
    said: Said | None = field(repr=False)
    sides: tuple[Side, ...] = field(repr=False)
    parts: tuple[int, int] | None = None

    @property
    def by_person(self) -> bool:
        """A person put these two together."""
        return self.reason is None and self.text is None


@dataclass(frozen=True)
class WayPage:
    """How one record leads to another, step by step; no step when they are in different clusters."""

    start: ShownRecord
    end: ShownRecord
    together: bool
    steps: tuple[WayStep, ...] = field(repr=False)
    rule: str = ""
