"""The engines of a build: what finds the links. Everything after it is the same code, whoever found them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from seinhuis.engine.linkage.contracts import Memberships, TextLinks
    from seinhuis.engine.linkage.corpus.store import Corpus

DUCKDB, SPARK = "duckdb", "spark"
ENGINES = (DUCKDB, SPARK)


class Engine(Protocol):
    """What a build asks of an engine. Rows are positions in ``records()``; every engine gives the same."""

    def records(self) -> tuple[str, ...]:
        """The ids of all records, ordered by their bytes in UTF-8."""
        ...

    def moving(self) -> "NDArray[numpy.bool_]":
        """Which records have words of movement, by row. Asked before the links."""
        ...

    def text_links(self, difference: float) -> "tuple[TextLinks, Any]":
        """The links between near-equal texts, and the frequencies by which they were weighed.

        Of the frequencies only those from `frequencies.LEAST` on are the same for every engine; nothing reads
        the others. Raises WrongDifference.
        """
        ...

    def memberships(self) -> "tuple[Memberships, Any]":
        """Which row mentions which identifier, and the table of identifiers, as `Corpus.memberships`."""
        ...


@contextmanager
def opened(name: str, corpus: "Corpus") -> Iterator[Engine]:
    """The engine of that name, one of ENGINES, on this corpus.

    Raises EngineMissing when it is not installed, and what goes wrong in Spark as a CorpusError.
    """
    if name != SPARK:
        from seinhuis.engine.linkage.embedded import Embedded

        yield Embedded(corpus)
        return
    from seinhuis.engine.linkage.spark import opened_on

    with opened_on(corpus.folder) as engine:
        yield engine
