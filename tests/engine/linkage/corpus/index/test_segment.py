import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.corpus.index.building import build, pairs_of
from seinhuis.engine.linkage.corpus.index.segment import Segment

TEXTS = st.text(alphabet=st.sampled_from("ab:é\U0001f600\uffff"), max_size=4)
PAIRS = st.sets(st.tuples(TEXTS, TEXTS), max_size=30)


def in_order(pairs):
    return sorted(pairs, key=lambda pair: (pair[0].encode(), pair[1].encode()))


def table(pairs):
    return pa.table(
        {
            "key": pa.array([key for key, _ in pairs], pa.string()),
            "value": pa.array([v for _, v in pairs], pa.string()),
        }
    )


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS, other=TEXTS)
def test_a_segment_finds_what_a_dictionary_finds(tmp_path_factory, pairs, other):
    path = tmp_path_factory.mktemp("segment") / "a.index"
    build(path, table(in_order(pairs)))
    segment = Segment(path)
    for key in {key for key, _ in pairs} | {other}:
        assert segment.find(key) == [value for each, value in in_order(pairs) if each == key]
    assert pairs_of(path).to_pylist() == [{"key": key, "value": value} for key, value in in_order(pairs)]


def test_chunks_do_not_matter(tmp_path):
    pairs = in_order({(f"k{number % 7}", f"v{number}") for number in range(100)})
    whole = table(pairs)
    chunked = pa.concat_tables([whole.slice(start, 9) for start in range(0, 100, 9)])
    build(tmp_path / "a", whole)
    build(tmp_path / "b", chunked)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
