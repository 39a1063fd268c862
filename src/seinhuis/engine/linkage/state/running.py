"""One run of linking: from what the last one kept where that can be, else from all records."""

from dataclasses import dataclass

import pyarrow as pa

from seinhuis.engine.linkage.building import Build, Stage, build
from seinhuis.engine.linkage.corpus.store import Corpus
from seinhuis.engine.linkage.embedded import Embedded
from seinhuis.engine.linkage.naming import name_clusters
from seinhuis.engine.linkage.state import storing
from seinhuis.engine.linkage.state.contracts import Made, NoState, State
from seinhuis.engine.linkage.state.growing import Grown, grow
from seinhuis.engine.linkage.state.starting import Indexing, start

ASKED = "You asked for it."


@dataclass(frozen=True)
class Run:
    """``state``: what to keep for the next run, if anything. ``anew``: why everything was read again, else
    None. ``came``, ``went``: records since the last run; all came when everything was read again.
    ``changed``: whether the state is another than the one that was kept.
    """

    built: Build
    state: State | None
    anew: str | None
    came: int
    went: int
    changed: bool


def run(corpus: Corpus, made: Made, *, previous: pa.Table, anew: bool, stage: Stage) -> Run:
    """Link the corpus. Writes nothing. Raises WrongDifference, CorpusDamaged."""
    try:
        if anew:
            raise NoState(ASKED)
        state = storing.load(corpus.folder, made)
        return _of_grown(state, grow(state, corpus, made, stage=stage), previous)
    except NoState as reason:
        return _all(corpus, made, previous, str(reason), stage)


def _all(corpus: Corpus, made: Made, previous: pa.Table, reason: str, stage: Stage) -> Run:
    indexing = Indexing()
    engine = Embedded(corpus, indexing)
    built = build(corpus, difference=made.difference, previous=previous, stage=stage, engine=engine)
    state = start(built, indexing.index, made)
    return Run(built, state, reason, len(built.records), 0, changed=True)


def _of_grown(before: State, grown: Grown, previous: pa.Table) -> Run:
    state, went = grown.state, before.made.went
    built = Build(
        records=tuple(state.records.to_pylist()),
        moving=state.moving,
        identifiers=state.identifiers,
        graph=state.graph,
        clustering=state.clustering,
        named=name_clusters(previous, state.clustering.label, state.records),
        difference=state.made.difference,
        frequencies=state.index.counters,
        homeless=grown.homeless,
    )
    changed = state.made != before.made or grown.judged_anew
    return Run(built, state, None, len(state.records) - len(before.records), went, changed)
