"""From what a person types to the records that hold it."""

from pathlib import Path

from seinhuis.engine.linkage.corpus import clusters, manifest
from seinhuis.engine.linkage.corpus.contracts import Hit
from seinhuis.engine.linkage.corpus.errors import NothingToLookUp
from seinhuis.engine.linkage.corpus.folder import MANIFEST
from seinhuis.engine.linkage.corpus.index.segment import Segment
from seinhuis.engine.linkage.corpus.linking import found, linking
from seinhuis.engine.linkage.corpus.ready_made import parse

_TRIES = 3


def understood(value: str) -> list[tuple[str, str]]:
    """(kind, linking form) of everything identifying in what was typed, each once, in its order.

    ``kind:canonical`` is taken as it stands when nothing else is found in it. Raises NothingToLookUp.
    """
    read = [(kind, linking(kind, canonical)) for kind, canonical, _ in found(value)]
    identifying = dict.fromkeys((kind, form) for kind, form in read if form is not None)
    if not identifying:
        named = parse(value.strip())
        form = linking(named.kind, named.canonical) if named else None
        if named is None or form is None:
            raise NothingToLookUp(
                "Nothing that identifies was recognised: no phone number, mail or web address, account, "
                "plate, IBAN or crypto address. Write accounts as instagram:name, anything as kind:value."
            )
        identifying = {(named.kind, form): None}
    return list(identifying)


class Index:
    """The index of one corpus, opened; it follows when the corpus changes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._state: tuple[int, ...] = ()
        self._segments: list[Segment] = []
        self._clusters: Segment | None = None

    def lookup(self, value: str) -> list[Hit]:
        """Everything that holds what was typed. Raises NothingToLookUp, NoCorpus, CorpusDamaged."""
        return [hit for kind, form in understood(value) for hit in self.holding(kind, form)]

    def holding(self, kind: str, form: str) -> list[Hit]:
        """The records that hold one identifier in its linking form, by record id."""
        self._follow()
        records = {record for segment in self._segments for record in segment.find(f"{kind}:{form}")}
        return [Hit(kind, form, record, self._cluster(record)) for record in sorted(records)]

    def _cluster(self, record: str) -> str | None:
        known = self._clusters.find(record) if self._clusters else []
        return known[0] if known else None

    def _follow(self) -> None:
        """Open the files anew when the corpus or its clusters changed."""
        for _ in range(_TRIES):
            state = self._stamp()
            if state == self._state:
                return
            named = manifest.load(self._folder).segments
            try:
                self._segments = [Segment(self._folder / each.path) for each in named]
                path = clusters.ensure_index(self._folder)
                self._clusters = Segment(path) if path else None
            except FileNotFoundError:
                continue  # a writer was ahead of us: what it made is named in the new manifest
            self._state = state
            return
        manifest.load(self._folder)
        raise manifest.damaged(self._folder)

    def _stamp(self) -> tuple[int, ...]:
        stamps: list[int] = []
        for name in (MANIFEST, clusters.CLUSTERS):
            try:
                state = (self._folder / name).stat()
            except FileNotFoundError:
                stamps += (0, 0, 0)
            else:
                stamps += (state.st_ino, state.st_mtime_ns, state.st_size)
        return tuple(stamps)
