"""Names for a whole corpus are those that `stable_ids` gives."""

import numpy
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.graph import stable_ids
from seinhuis.engine.linkage.naming import name_clusters

GROUPS = st.dictionaries(st.sampled_from([*"abcdefgh", "a#2", "a#3"]), st.integers(0, 4))


def labelled(groups):
    records = sorted(groups)
    first = {}
    for row, record in enumerate(records):
        first.setdefault(groups[record], row)
    return records, numpy.array([first[groups[record]] for record in records], numpy.int64)


@settings(deadline=None, max_examples=200)
@given(st.lists(GROUPS, min_size=1, max_size=5))
def test_the_names_are_those_of_stable_ids(histories):
    previous = {}
    for groups in histories:
        records, label = labelled(groups)
        named = stable_ids(previous, label, records)
        table = pa.table(
            {
                "record": pa.array(list(previous), pa.string()),
                "cluster": pa.array(list(previous.values()), pa.string()),
            }
        )
        assert name_clusters(table, label, pa.array(records, pa.string())) == named
        previous = dict(zip(records, named.ids, strict=True))
