"""Links between texts, changed: those that go are gone, those that come or weigh anew are there."""

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.state.texts import TextPairs

weighed = st.dictionaries(st.integers(0, 30), st.floats(0, 1, width=32), max_size=20)


def as_pairs(values):
    keys = sorted(values)
    alike = [values[key] for key in keys]
    return TextPairs(numpy.array(keys, numpy.uint64), numpy.array(alike, numpy.float32))


@settings(deadline=None)
@given(weighed, weighed, st.sets(st.integers(0, 30)))
def test_changes_are_made(held, linked, gone):
    unlinked = gone - set(linked)
    changed = as_pairs(held).changed(as_pairs(linked), as_pairs(dict.fromkeys(unlinked, 0.5)))
    expected = {key: value for key, value in held.items() if key not in unlinked} | linked
    assert dict(zip(changed.keys.tolist(), changed.similarity.tolist(), strict=True)) == expected
    assert changed.keys.tolist() == sorted(expected)
