"""The two engines give the same, row for row; and since both might be wrong, it is checked too."""

import gzip
import json
import random
from pathlib import Path

import pytest
from bench.near_text_peers import report

from seinhuis.engine.linkage.contracts import Judgement, Verdict
from seinhuis.engine.linkage.corpus import judgements, manifest
from seinhuis.engine.linkage.corpus.errors import CorpusDamaged
from seinhuis.engine.linkage.spark.engine import SparkEngine
from seinhuis.engine.linkage.spark.pairing import Sizes
from seinhuis.engine.linkage.text import WrongDifference
from tests.engine.linkage.corpus.making import TODAY
from tests.engine.linkage.spark.comparing import corpus_of, embedded, on_spark, planted_corpus
from tests.engine.linkage.text.samples import WORDS, planted

# The session of a module outlives the warnings of one test.
pytestmark = [
    pytest.mark.tool("java", "spark-submit"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"),
]

REAL = (
    Path(__file__).resolve().parents[4]
    / ".."
    / "shared"
    / "data"
    / "reported-messages"
    / "2018-2020.jsonl.gz"
)
CUT = Sizes(cores=2, partitions=5, bits=3)
LINE = (
    "elke week staat op het bord bij de ingang dat kamer twaalf te huur is voor weinig geld per dag en nacht"
)


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    from seinhuis.engine.linkage.spark import session

    with session(tmp_path_factory.mktemp("spark"), small=True) as opened:
        yield opened


def odd_records():
    """Repeats, a bucket of more near-equals than a window, texts that say too little, ids of all scripts."""
    rng = random.Random(3)
    words = LINE.split()
    near = [" ".join([*words[: rng.randrange(15, 21)], rng.choice("abcdefgh") * 3]) for _ in range(60)]
    texts = [*[LINE] * 40, *near, "", "kort", "bel 06 1234 5011", "één twee drié vier vijf zes", "👍 " * 9]
    texts += [f"ook hier hangt een briefje {word}, bel 06 1234 5011" for word in WORDS[:9]]
    ids = ["~", "\uff5e", "\U0001f600", "é", "e\u0301", "a b", "A", "\u4e2d"]
    ids += [f"r{number}" for number in range(len(texts) - len(ids))]
    rng.shuffle(texts)
    return [{"id": each, "text": text} for each, text in zip(ids, texts, strict=True)]


def say(corpus, left, right, verdict):
    given = Judgement(f"bord:{left}", f"bord:{right}", verdict, "kim", TODAY, "zo gezien")
    judgements.judge(corpus.folder, given)


def test_planted_texts(spark, tmp_path):
    sample = planted(2000, 11)
    corpus = planted_corpus(tmp_path / "corpus", sample)
    ours, theirs = embedded(corpus), on_spark(spark, corpus)
    assert theirs == ours
    assert len(ours["frequencies"]) > 10
    rows = [int(record.partition(":")[2]) for record in theirs["records"]]
    (_, left), (_, right), *_ = theirs["arrays"]
    pairs = [(rows[one], rows[two]) for one, two in zip(left, right, strict=True)]
    result = report(sample.templates, pairs, 0)
    assert result["precision"] >= 0.999
    assert result["recall"] >= 0.9


def test_odd_records_and_judgements(spark, tmp_path):
    corpus = corpus_of(tmp_path, odd_records())
    say(corpus, "r1", "r2", Verdict.NOT_SAME)
    say(corpus, "é", "A", Verdict.SAME)
    ours, theirs = embedded(corpus), on_spark(spark, corpus, CUT)
    assert theirs == ours
    assert list(ours["records"]) == sorted(ours["records"], key=str.encode)
    assert {link["kind"] for link in theirs["links"]} == {"text", "phone", "person"}


@pytest.mark.parametrize(
    "records", [[], [{"id": "a", "text": "Een enkel briefje op een bord bij de ingang"}]]
)
def test_nothing_and_one_record(spark, tmp_path, records):
    corpus = corpus_of(tmp_path, records)
    ours = embedded(corpus)
    assert on_spark(spark, corpus) == ours
    assert len(ours["records"]) == len(records)


@pytest.mark.parametrize(("seed", "difference", "sizes"), [(1, 0.0, CUT), (2, 0.4, None), (3, 0.6, CUT)])
def test_texts_that_meet_by_chance(spark, tmp_path, seed, difference, sizes):
    rng = random.Random(seed)
    texts = [" ".join(rng.choices(WORDS, k=rng.choice((3, 5, 9, 13, 19)))) for _ in range(250)]
    texts += rng.choices(texts, k=50)
    corpus = corpus_of(tmp_path, [{"id": str(place), "text": text} for place, text in enumerate(texts)])
    ours = embedded(corpus, difference=difference)
    assert on_spark(spark, corpus, sizes, difference=difference) == ours
    assert sum(link["kind"] == "text" for link in ours["links"]) >= 30


@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/data/reported-messages")
def test_real_messages(spark, tmp_path):
    with gzip.open(REAL, "rt") as lines:
        rows = [json.loads(line) for _, line in zip(range(600), lines, strict=False)]
    corpus = corpus_of(tmp_path, rows)
    ours = embedded(corpus)
    assert on_spark(spark, corpus) == ours
    assert len(ours["links"]) > 100


def test_a_wrong_difference_is_refused(spark, tmp_path):
    corpus = corpus_of(tmp_path, [])
    with pytest.raises(WrongDifference):
        SparkEngine(spark, corpus.folder, manifest.load(corpus.folder)).text_links(1.5)


def test_a_missing_file_is_named_damage(spark, tmp_path):
    corpus = corpus_of(tmp_path, [{"id": "a", "text": LINE}])
    next((corpus.folder / "records").rglob("*.parquet")).unlink()
    with pytest.raises(CorpusDamaged):
        on_spark(spark, corpus)
