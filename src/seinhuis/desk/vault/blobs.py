"""Sealed files on disk, under the hash of their sealed bytes."""

import hashlib
import os
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.vault.contracts import RecordKey
from seinhuis.desk.vault.models import Blob

TABLE = "vault_blob"


class BlobDamaged(Refused):
    """A sealed file is missing from the blob directory or was changed there."""


def store_blob(opened: RecordKey, data: bytes) -> UUID:
    """Seal a file under a record's key, write it durably and return its id."""
    number = uuid4()
    sealed = opened.seal_bytes(data, table=TABLE, row=number, column="file")
    name = hashlib.sha256(sealed).hexdigest()
    _write_durably(_path(name), sealed)
    Blob.objects.create(id=number, record_id=opened.record, stored_as=name, size=len(data))
    return number


def load_blob(opened: RecordKey, number: UUID) -> bytes:
    """Read a sealed file of this record back. Raises NotFound, BlobDamaged, CannotOpen."""
    blob = Blob.objects.filter(pk=number, record_id=opened.record).first()
    if blob is None:
        raise NotFound(_("There is nothing here that you can open."))
    try:
        sealed = _path(blob.stored_as).read_bytes()
    except FileNotFoundError:
        raise BlobDamaged(
            _("A sealed file is missing. Restore the blob directory from the backup.")
        ) from None
    if hashlib.sha256(sealed).hexdigest() != blob.stored_as:
        raise BlobDamaged(_("A sealed file was changed on disk. Restore it from the backup."))
    return opened.open_bytes(sealed, table=TABLE, row=number, column="file")


def destroy_blob(number: UUID, *, record: UUID) -> None:
    """Remove a sealed file from the disk and forget it, inside the caller's transaction.

    The file goes at once: when the transaction fails afterwards, the file is missing rather than kept. A file
    that is gone already is fine.
    """
    blob = Blob.objects.filter(pk=number, record_id=record).first()
    if blob is None:
        return
    path = _path(blob.stored_as)
    path.unlink(missing_ok=True)
    blob.delete()
    _settle(path.parent)


def _settle(directory: Path) -> None:
    """Have the disk write down which names are there, so that a power cut neither loses one nor brings one
    back.
    """
    if not directory.exists():
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _path(name: str) -> Path:
    return Path(settings.SEINHUIS_HOME) / "blobs" / name[:2] / name


def _write_durably(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with open(partial, "wb", opener=_private) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    # The name is safe only when its directory was written too, and the directory itself may be new.
    _settle(path.parent)
    _settle(path.parent.parent)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
