"""Whatever came, went and was judged in whatever order: the files are those of a build at once."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.linkage.state.histories import History, read_all

STEPS = st.sampled_from(("come", "come", "come", "judge", "take_back", "go", "link", "link"))


@settings(deadline=None, max_examples=4)
@given(st.integers(0, 2**32 - 1), st.lists(STEPS, min_size=2, max_size=7))
def test_any_history_gives_the_files_of_a_build_at_once(seed, steps):
    with tempfile.TemporaryDirectory() as name:
        history = History(Path(name) / "grown", seed)
        history.come(most=12)
        history.link()
        for step in steps:
            getattr(history, step)()
        history.come()
        history.link()
        assert read_all(history) == read_all(history.at_once(Path(name) / "once"))
