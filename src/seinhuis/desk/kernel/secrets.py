"""Keys of the installation, outside the database: in the environment or in files only the server may read."""

import base64
import binascii
import os
import secrets as system_secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from seinhuis.desk.kernel.errors import NotPrepared

NAMES = ("index", "receipt", "form", "journal", "worker", "django")
SIZE = 32


def prepare(home: Path) -> list[str]:
    """Make every key file that is missing and return the names made."""
    directory = home / "keys"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [name for name in NAMES if _make(directory / f"{name}.key")]


def secret(name: str) -> bytes:
    """Return the 32 bytes of one key. Raises NotPrepared."""
    return _read(name, settings.SEINHUIS_HOME)


@lru_cache(maxsize=32)
def _read(name: str, home: Path) -> bytes:
    variable = f"SEINHUIS_{name.upper()}_KEY"
    encoded = os.environ.get(variable)
    path = home / "keys" / f"{name}.key"
    if encoded is None and not path.exists():
        raise NotPrepared(f"The key '{name}' is missing: run 'seinhuis setup', or set {variable}.")
    return _decode(encoded if encoded is not None else path.read_text(), name)


def _decode(encoded: str, name: str) -> bytes:
    try:
        key = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != SIZE:
        raise NotPrepared(f"The key '{name}' is not 32 bytes in base64; restore it from the backup of keys.")
    return key


def _make(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w") as file:
        file.write(base64.b64encode(system_secrets.token_bytes(SIZE)).decode() + "\n")
    return True
