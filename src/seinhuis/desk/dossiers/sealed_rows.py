"""Which envelope stands in which column: sealing and opening the rows of the dossiers in one place."""

from typing import Any

from django.db import models

from seinhuis.desk.vault.api import RecordKey


def fill(row: models.Model, column: str, value: Any, key: RecordKey) -> None:
    """Seal a JSON value into one column of a row."""
    setattr(row, column, key.seal_json(value, table=row._meta.db_table, row=row.pk, column=column))


def open_column(row: models.Model, column: str, key: RecordKey) -> Any:
    """Open one column of a row; an empty column gives None. Raises SealingError."""
    envelope = getattr(row, column)
    if envelope is None:
        return None
    return key.open_json(envelope, table=row._meta.db_table, row=row.pk, column=column)
