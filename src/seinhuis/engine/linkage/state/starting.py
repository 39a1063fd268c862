"""A state of a corpus that was just linked as a whole."""

import numpy
import pyarrow as pa
from numpy.typing import NDArray

from seinhuis.engine.linkage.building import Build
from seinhuis.engine.linkage.contracts import TextLinks
from seinhuis.engine.linkage.state.contracts import IDENTIFIERS, Made, State
from seinhuis.engine.linkage.state.texts import pairs_of
from seinhuis.engine.linkage.text import TextIndex


class Indexing:
    """Links texts as `link_texts` does, and keeps the index that this takes."""

    def __init__(self) -> None:
        self.index = TextIndex()

    def __call__(
        self, texts: pa.ChunkedArray, *, difference: float
    ) -> tuple[TextLinks, NDArray[numpy.uint32]]:
        """All links, and the counters to explain them by. Raises WrongDifference, WrongTexts."""
        self.index = TextIndex(difference=difference)
        return self.index.add(texts).linked, self.index.counters


def start(built: Build, index: TextIndex, made: Made) -> State:
    """The state after a build of everything, of which the texts came into the index in the order of rows."""
    return State(
        made,
        pa.array(built.records, pa.string()),
        built.moving,
        numpy.arange(len(built.records)),
        index,
        pairs_of(built.graph.text_links, index.texts),
        built.identifiers.select(IDENTIFIERS.names).cast(IDENTIFIERS),
        built.graph,
        built.clustering,
    )
