"""A state and what came into the corpus since: what a build of everything gives, from what is new."""

from dataclasses import dataclass, replace

import numpy
import pyarrow as pa

from seinhuis.engine.linkage.building import Stage, judged_now, silent
from seinhuis.engine.linkage.contracts import Judgement, Rows
from seinhuis.engine.linkage.corpus.store import Corpus
from seinhuis.engine.linkage.graph import NONE, Graph, JudgedRows, update
from seinhuis.engine.linkage.movement import says_moving
from seinhuis.engine.linkage.state.contracts import Made, NoState, State
from seinhuis.engine.linkage.state.identifiers import mention, with_numbers
from seinhuis.engine.linkage.state.inserting import Inserted, insert
from seinhuis.engine.linkage.state.texts import links_of, pairs_of

# Comparing a newcomer costs as much as seven texts that are read all at once, since whoever has words that it
# makes common is compared again; the rest of a run costs less (bench/growth.py).
WORTH = 5
FEW = 1_000


@dataclass(frozen=True)
class Grown:
    """``homeless``: judgements about records not here. ``judged_anew``: people said something else since."""

    state: State
    homeless: tuple[Judgement, ...]
    judged_anew: bool


@dataclass(frozen=True)
class Newcomers:
    """Records that the state does not know, by id, and where they stand among all."""

    records: pa.StringArray
    texts: pa.ChunkedArray
    inserted: Inserted
    everybody: pa.StringArray

    @property
    def rows(self) -> Rows:
        """The rows of the newcomers."""
        return self.inserted.places


def grow(state: State, corpus: Corpus, made: Made, *, stage: Stage = silent) -> Grown:
    """The state of the corpus as it is now. The state given is used up: its index grows.

    Raises NoState when the corpus is not that of the state with more records, or when so many came that a
    build of everything is faster; then nothing has changed.
    """
    stage("read")
    came = _newcomers(state, corpus)
    stage("texts")
    first = state.index.rows
    changes = state.index.add(came.texts)
    moving = numpy.concatenate((state.moving, says_moving(came.texts)))[came.inserted.order]
    arrivals = _spread(state.arrivals, came, first + numpy.arange(came.rows.size))
    texts = state.index.texts
    pairs = state.pairs.changed(pairs_of(changes.linked, texts), pairs_of(changes.unlinked, texts))
    stage("identifiers")
    mentions = corpus.mentioned(since=state.made.generation, records=came.records)
    rows = came.rows[mentions["row"].to_numpy()]
    mentioned = mention(state.identifiers, state.graph.memberships, came.inserted.now, mentions, rows)
    stage("clusters")
    judged, homeless = judged_now(corpus, came.everybody)
    graph = Graph(len(came.everybody), links_of(pairs, texts[arrivals]), mentioned.memberships, judged)
    before, clustering = with_numbers(state.graph, state.clustering, mentioned.now)
    found = update(before, clustering, graph, _kept(came))
    grown = State(made, came.everybody, moving, arrivals, state.index, pairs, mentioned.table, graph, found)
    return Grown(grown, homeless, judged_anew=not _equal(before.judged, judged))


def _newcomers(state: State, corpus: Corpus) -> Newcomers:
    table = corpus.records(["record", "text"], since=state.made.generation)
    held = state.records.to_pylist()
    inserted = insert(held, table["record"].to_pylist())
    new = pa.array(inserted.new)
    came = int(inserted.new.sum())
    if len(held) + came != corpus.stats().records:
        raise NoState("The corpus does not hold what the last run kept.")
    if came > FEW and came * WORTH > len(held):
        raise NoState("So many records came that this is faster.")
    table = table.filter(new)
    records = pa.concat_arrays([*table["record"].chunks, pa.array([], pa.string())])
    everybody = pa.concat_arrays([state.records, records]).take(pa.array(inserted.order))
    only_new = replace(inserted, places=inserted.places[inserted.new])
    return Newcomers(records, table["text"], only_new, everybody)


def _equal(one: JudgedRows, other: JudgedRows) -> bool:
    columns = ("left", "right", "same", "day")
    return all(numpy.array_equal(getattr(one, name), getattr(other, name)) for name in columns)


def _spread(before: Rows, came: Newcomers, theirs: Rows) -> Rows:
    spread = numpy.empty(len(came.everybody), numpy.int64)
    spread[came.inserted.now] = before
    spread[came.rows] = theirs
    return spread


def _kept(came: Newcomers) -> Rows:
    return _spread(numpy.arange(came.inserted.now.size), came, numpy.full(came.rows.size, NONE))
