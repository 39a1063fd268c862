"""What can be wrong with a corpus, with its input, or with a question; never the content of a text."""


class CorpusError(Exception):
    """Anything about a corpus that cannot be done; the message is one sentence for a person."""


class BadInput(CorpusError):
    """A file or an argument that cannot be used as it is; nothing was changed."""


class NoCorpus(CorpusError):
    """There is no corpus in that folder."""


class CorpusExists(CorpusError):
    """There is a corpus in that folder already, or something else."""


class CorpusBusy(CorpusError):
    """Another process is writing; one writer at a time."""


class CorpusDamaged(CorpusError):
    """A file of the corpus is missing, broken, or from a newer version."""


class ExtractionFailed(CorpusError):
    """A process that looks for identifiers stopped before it was ready."""


class NothingToLookUp(CorpusError):
    """Nothing that identifies was recognised in what was typed."""
