"""What can be wrong with a journal, a checkpoint or a proof. Each message says what and where."""


class LedgerError(Exception):
    """The base of every failure of the ledger."""


class MalformedEntry(LedgerError, ValueError):
    """An entry is not in its canonical form, or holds something other than ids and codes."""


class MalformedNote(LedgerError, ValueError):
    """A checkpoint, a verifier key or a proof does not have the form of its specification."""


class MalformedExport(LedgerError, ValueError):
    """The beginning of an export is not that of a journal."""


class DoesNotVerify(LedgerError):
    """A signature or a proof does not hold."""
