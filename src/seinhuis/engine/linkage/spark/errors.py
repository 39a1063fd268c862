"""What can be wrong with Spark; never the content of a text."""

from seinhuis.engine.linkage.corpus.errors import CorpusError


class EngineMissing(CorpusError):
    """PySpark or Java is not on this machine."""


class SparkFailed(CorpusError):
    """Spark stopped before it was ready."""
