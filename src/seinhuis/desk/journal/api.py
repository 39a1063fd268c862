"""The door of the journal."""

from seinhuis.desk.journal.actions import make_checkpoint, record, record_many
from seinhuis.desk.journal.names import lend_names

__all__ = ["lend_names", "make_checkpoint", "record", "record_many"]
