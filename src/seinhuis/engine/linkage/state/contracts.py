"""What is kept: the index of texts, the graph and its clusters, and to which corpus and rules they belong."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy
import pyarrow as pa
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.corpus.linking import LINKING
from seinhuis.engine.linkage.graph import RULES, Clustering, Graph
from seinhuis.engine.linkage.state.texts import TextPairs
from seinhuis.engine.linkage.text import KERNEL_VERSION, TextIndex

FORMAT = 2
IDENTIFIERS = pa.schema([("kind", pa.string()), ("canonical", pa.string())])


class NoState(Exception):
    """There is no state that can be built on; the message says why, in a sentence for whoever waits."""


@dataclass(frozen=True)
class Made:
    """Of which corpus, when and by which rules something was made.

    ``went``: how many records were removed since the files of `seinhuis link` were written.
    """

    corpus: str
    generation: int
    difference: float
    went: int = 0

    def rules(self) -> dict[str, Any]:
        """Everything that must be the same for a state to be built on, as it is written down."""
        return {
            "format": FORMAT,
            "corpus": self.corpus,
            "difference": self.difference,
            "text_rule": KERNEL_VERSION,
            "hub_rules": asdict(RULES),
            "kinds": sorted(LINKING),
        }


@dataclass(frozen=True)
class State:
    """One moment of a corpus, linked. Rows are those of the corpus, by record id.

    ``moving``: which records have words of movement. ``arrivals``: for each row its row in ``index``, where
    they stand in the order in which they came. ``pairs``: the links between different texts, by the numbers
    these have in the index. ``identifiers``: what the identifiers of ``graph`` are, by kind and canonical.
    """

    made: Made
    records: pa.StringArray
    moving: NDArray[numpy.bool_]
    arrivals: Rows
    index: TextIndex
    pairs: TextPairs
    identifiers: pa.Table
    graph: Graph
    clustering: Clustering
