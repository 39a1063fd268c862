"""The column type for an envelope."""

from typing import Any

from django.db import models


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """A column that holds an envelope and nothing else; `RecordKey` fills and opens it."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        """Give bytes on both databases (PostgreSQL gives memoryviews)."""
        return None if value is None else bytes(value)


class OpaqueField(models.BinaryField):  # type: ignore[type-arg]
    """Bytes that are no envelope and say nothing by themselves: tokens, wrapped keys, public keys."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        """Give bytes on both databases."""
        return None if value is None else bytes(value)
