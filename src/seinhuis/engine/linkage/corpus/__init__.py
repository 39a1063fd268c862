"""A corpus on disk: Parquet by month with where everything came from; read by DuckDB.

The door is `Corpus`; importing it loads neither Arrow nor DuckDB, so that a look-up starts at once.
"""

from seinhuis.engine.linkage.corpus.contracts import Added, FileOutcome, Hit, Removed, Statistics
from seinhuis.engine.linkage.corpus.store import Corpus

__all__ = ["Added", "Corpus", "FileOutcome", "Hit", "Removed", "Statistics"]
