"""Link a whole corpus and write down what came of it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from seinhuis.engine.linkage import state as kept
from seinhuis.engine.linkage import tables
from seinhuis.engine.linkage.attention import facts_table
from seinhuis.engine.linkage.building import Build, Stage, build, previous_names, silent, today
from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus.errors import CorpusBusy
from seinhuis.engine.linkage.corpus.store import Corpus
from seinhuis.engine.linkage.engines import DUCKDB, opened
from seinhuis.engine.linkage.frequencies import frequencies_table
from seinhuis.engine.linkage.graph import NONE, Bridges
from seinhuis.engine.linkage.text import DEFAULT_DIFFERENCE

WEAKEST = pa.schema(
    [
        ("cluster", pa.string()),
        ("weakest_kind", pa.string()),
        ("weakest_value", pa.string()),
        ("weakest_left", pa.string()),
        ("weakest_right", pa.string()),
        ("weakest_smaller", pa.int64()),
        ("weakest_larger", pa.int64()),
    ]
)


@dataclass(frozen=True)
class Linked:
    """What one run gave. ``clusters``: of more than one record; ``linked``: the records in them.

    ``anew``: why every record was read again; None when the run built on what the last one kept.
    ``came``, ``went``: the records added and removed since; all have come when every record was read.
    """

    records: int
    links: int
    clusters: int
    linked: int
    largest: int
    hubs: int
    cut: int
    conflicts: Sequence[str]
    waiting_judgements: int
    merged_or_split: int
    folder: str
    anew: str | None
    came: int
    went: int


def link(
    folder: Path,
    *,
    difference: float = DEFAULT_DIFFERENCE,
    out: Path | None = None,
    day: datetime.date | None = None,
    stage: Stage = silent,
    anew: bool = False,
    engine: str = DUCKDB,
) -> Linked:
    """Link the corpus in a folder and write the files of `tables` there, or to ``out``.

    Builds on what the last run kept, unless ``anew``; the files are those of a build of everything, but for
    the names of clusters, which stay. What is written elsewhere leaves what is kept as it was. ``engine``:
    one of `engines.ENGINES`; all give the same, but only the embedded one keeps something for the next run.

    Raises CorpusError when the corpus is missing, damaged or was changed meanwhile, or the engine is not
    installed; WrongDifference.
    """
    corpus = Corpus.open(folder)
    generation = corpus.generation
    made = kept.Made(corpus.identity, generation, difference)
    run = _run(corpus, made, previous_names(out or folder), engine, anew=anew, stage=stage)
    built = run.built
    links, clusters, hubs = tables.links_table(built), tables.clusters_table(built), tables.hubs_table(built)
    facts = _with_weakest(facts_table(folder, clusters, built.moving, day or today()), weakest_table(built))
    stage("write")
    with disk.writing(folder):
        if corpus.generation != generation:
            raise CorpusBusy(f"{folder}: the corpus was changed while it was being linked; run it again.")
        target = out or folder
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The clusters last: whoever finds them finds the links that they rest on.
        written = {
            "frequencies": frequencies_table(built.frequencies),
            "links": links,
            "hubs": hubs,
            "facts": facts,
            "clusters": clusters,
        }
        tables.write(target, written, tables.said_of(built, generation))
        if out is None and run.state is not None and run.changed:
            kept.save(folder, run.state)
    return _summary(run, links.num_rows, facts, out or folder)


def _run(
    corpus: Corpus, made: kept.Made, previous: pa.Table, engine: str, *, anew: bool, stage: Stage
) -> kept.Run:
    if engine == DUCKDB:
        return kept.run(corpus, made, previous=previous, anew=anew, stage=stage)
    with opened(engine, corpus) as finding:
        built = build(corpus, difference=made.difference, previous=previous, stage=stage, engine=finding)
    reason = f"The engine {engine} keeps nothing for a next run."
    return kept.Run(built, None, reason, len(built.records), 0, changed=False)


def weakest_table(built: Build) -> pa.Table:
    """For each cluster that hangs on single links the weakest of them."""
    weakest = built.clustering.weakest
    names = pa.array(built.named.ids, pa.string())
    records = pa.array(built.records, pa.string())
    other = pa.array(weakest.other, mask=weakest.other == NONE)
    kinds = [_kind(built, weakest, place) for place in range(len(weakest))]
    columns = [
        names.take(pa.array(weakest.row)),
        pa.array([kind for kind, _ in kinds], pa.string()),
        pa.array([value for _, value in kinds], pa.string()),
        records.take(pa.array(weakest.row)),
        records.take(other),
        pa.array(weakest.smaller),
        pa.array(weakest.larger),
    ]
    return pa.table(columns, WEAKEST)


def _kind(built: Build, weakest: Bridges, place: int) -> tuple[str, str | None]:
    identifier = int(weakest.identifier[place])
    if identifier == NONE:
        judged = weakest.weight[place] == float("inf")
        return (tables.PERSON, "same") if judged else (tables.TEXT, None)
    return built.identifiers["kind"][identifier].as_py(), built.identifiers["canonical"][identifier].as_py()


def _with_weakest(facts: Any, weakest: pa.Table) -> pa.Table:
    """Put the two tables side by side, in the order of the facts."""
    place = {cluster: row for row, cluster in enumerate(weakest["cluster"].to_pylist())}
    rows = pa.array([place.get(cluster) for cluster in facts["cluster"].to_pylist()], pa.int64())
    for name in WEAKEST.names[1:]:
        facts = facts.append_column(name, weakest[name].take(rows))
    return facts


def _summary(run: kept.Run, links: int, facts: pa.Table, target: Path) -> Linked:
    built = run.built
    sizes = facts["records"].to_pylist()
    return Linked(
        records=len(built.records),
        links=links,
        clusters=len(sizes),
        linked=sum(sizes),
        largest=max(sizes, default=min(1, len(built.records))),
        hubs=len(built.clustering.hubs),
        cut=len(built.clustering.cut) + len(built.clustering.thin),
        conflicts=[_conflict(built, each) for each in built.clustering.conflicts],
        waiting_judgements=len(built.homeless),
        merged_or_split=sum(1 for became in built.named.ledger if became.merged or became.split),
        folder=str(target),
        anew=run.anew,
        came=run.came,
        went=run.went,
    )


def _conflict(built: Build, conflict: Any) -> str:
    """One contradiction in words, by record ids."""
    left, right = (built.records[row] for row in conflict.apart)
    if conflict.refused is not None:
        one, other = (built.records[row] for row in conflict.refused)
        return (
            f"{left} and {right} were judged not the same, but judgements 'same' lead from one to the other; "
            f"the oldest of them is not followed: {one} and {other}."
        )
    return (
        f"{left} and {right} were judged not the same; {len(conflict.left_out)} computed link(s) between "
        "them are left out."
    )
