"""A build by one engine or the other, and everything that is written of it, row for row."""

from bench import corpora

from seinhuis.engine.linkage import tables
from seinhuis.engine.linkage.attention import facts_table
from seinhuis.engine.linkage.building import build
from seinhuis.engine.linkage.corpus import Corpus, manifest
from seinhuis.engine.linkage.frequencies import frequencies_table
from seinhuis.engine.linkage.linking import weakest_table
from seinhuis.engine.linkage.spark.engine import SparkEngine
from tests.engine.linkage.corpus.making import TODAY, json_lines


def corpus_of(folder, records):
    """A corpus of records as they stand in a file."""
    corpus = Corpus.create(folder / "corpus")
    if records:
        corpus.add([json_lines(folder / "records.jsonl", records)], source="bord", today=TODAY)
    return corpus


def planted_corpus(folder, planted):
    """A corpus of planted texts without looking for identifiers in them."""
    import numpy
    import pyarrow as pa

    corpora.write(folder, pa.array(planted.texts, pa.large_string()), numpy.array(planted.templates))
    return Corpus.open(folder)


def embedded(corpus, **how):
    """All that is written, by the embedded engine."""
    return written(corpus, build(corpus, **how))


def on_spark(spark, corpus, sizes=None, **how):
    """All that is written, by Spark."""
    engine = SparkEngine(spark, corpus.folder, manifest.load(corpus.folder), sizes)
    return written(corpus, build(corpus, engine=engine, **how))


def written(corpus, built):
    """The rows of each file, and the arrays that come before them."""
    clusters = tables.clusters_table(built)
    links, memberships = built.graph.text_links, built.graph.memberships
    made = {
        "links": tables.links_table(built),
        "clusters": clusters,
        "hubs": tables.hubs_table(built),
        "facts": facts_table(corpus.folder, clusters, built.moving, TODAY),
        "weakest": weakest_table(built),
        "frequencies": frequencies_table(built.frequencies),
        "identifiers": built.identifiers,
    }
    rows = {name: table.to_pylist() for name, table in made.items()}
    arrays = (links.left, links.right, links.similarity, memberships.row, memberships.identifier)
    return {**rows, "arrays": [(each.dtype, each.tolist()) for each in arrays], "records": built.records}
