"""The engine in this process: DuckDB reads, and the kernels run on all texts at once."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Memberships, TextLinks
from seinhuis.engine.linkage.corpus.store import Corpus
from seinhuis.engine.linkage.movement import says_moving
from seinhuis.engine.linkage.text import link_texts

# Takes a column of texts and `difference`; gives links and counters, as `link_texts` does.
Linker = Callable[..., tuple[TextLinks, NDArray[numpy.uint32]]]


class Embedded:
    """An `engines.Engine` on a corpus, for as much as fits in the memory of one machine."""

    def __init__(self, corpus: Corpus, linker: Linker = link_texts) -> None:
        self._corpus, self._linker = corpus, linker

    @cached_property
    def _table(self) -> Any:
        return self._corpus.records(["record", "text"])

    def records(self) -> tuple[str, ...]:
        """The ids of all records."""
        return tuple(self._table["record"].to_pylist())

    def moving(self) -> NDArray[numpy.bool_]:
        """Which records have words of movement."""
        return says_moving(self._table["text"])

    def text_links(self, difference: float) -> tuple[TextLinks, Any]:
        """The links between near-equal texts, and all frequencies."""
        texts = self._table["text"]
        del self._table  # nobody needs the texts after this
        return self._linker(texts, difference=difference)

    def memberships(self) -> tuple[Memberships, Any]:
        """Which row mentions which identifier."""
        return self._corpus.memberships()
