"""Rows that are only ever added. Plain ids, no foreign keys, nothing that anybody typed."""

from typing import Any, ClassVar, NoReturn

from django.db import models


class AppendOnlyError(TypeError):
    """Code tried to change or remove what may only be added."""


class Bytes(models.BinaryField):  # type: ignore[type-arg]
    """Bytes on both databases (PostgreSQL gives memoryviews)."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> bytes | None:
        """Give bytes."""
        return None if value is None else bytes(value)


class AppendOnlyRows(models.QuerySet[Any]):
    """Rows that can be read and added. The database refuses updates too; see migration 0002."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("Rows of the journal are never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("Rows of the journal are never changed.")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("Rows of the journal are never removed.")


class AppendOnly(models.Model):
    """A row that can be saved once."""

    objects: ClassVar[models.Manager[Any]] = AppendOnlyRows.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        """Insert; raises AppendOnlyError when the row is there already."""
        if not self._state.adding:
            raise AppendOnlyError("Rows of the journal are never changed.")
        super().save(**{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("Rows of the journal are never removed.")


class JournalEntry(AppendOnly):
    """One entry: its canonical bytes, and beside them what a page of the journal filters on."""

    index = models.PositiveBigIntegerField(primary_key=True)
    canonical = Bytes()
    leaf_hash = Bytes(max_length=32)
    organisation = models.UUIDField(null=True)
    actor = models.CharField(max_length=100)
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=100, blank=True, db_index=True)
    day = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "index"], name="journal_of_organisation"),
            models.Index(fields=["organisation", "action", "index"], name="journal_by_action"),
            models.Index(fields=["organisation", "actor", "index"], name="journal_by_actor"),
            models.Index(fields=["organisation", "day", "index"], name="journal_by_day"),
        ]


class JournalHead(models.Model):
    """The one row that appending locks: how many entries, the last hash and the tree's frontier."""

    size = models.PositiveBigIntegerField(default=0)
    last_hash = Bytes(max_length=32)
    frontier = Bytes()


class JournalTile(AppendOnly):
    """The root over 256 entries, from entry 256 * number on: spares a proof reading every leaf."""

    number = models.PositiveBigIntegerField(primary_key=True)
    root = Bytes(max_length=32)


class JournalCheckpoint(AppendOnly):
    """A signed tree head, as the note that is handed to outsiders."""

    size = models.PositiveBigIntegerField(primary_key=True)
    note = models.TextField()
    signed_on = models.DateField()


class JournalStamp(AppendOnly):
    """The RFC 3161 answer of a time stamp authority over a checkpoint's note, and the moment in it."""

    size = models.PositiveBigIntegerField(primary_key=True)
    response = Bytes()
    moment = models.DateTimeField()
