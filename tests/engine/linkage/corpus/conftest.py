import pytest

from seinhuis.engine.linkage.corpus import Corpus
from tests.engine.linkage.corpus.making import TODAY, json_lines


class Trial:
    """A corpus in a temporary folder, and one short call to add records to it."""

    def __init__(self, folder):
        self.folder = folder
        self.corpus = Corpus.create(folder / "corpus")
        self._files = 0

    def file(self, records, name=None):
        self._files += 1
        return json_lines(self.folder / (name or f"file{self._files}.jsonl"), records)

    def add(self, records, source="forum", **more):
        return self.corpus.add([self.file(records)], source=source, today=TODAY, **more)

    def ids(self):
        return self.corpus.records(["record"])["record"].to_pylist()


@pytest.fixture
def trial(tmp_path):
    return Trial(tmp_path)
