"""What the verbs share: where things are by default, the key, what is typed, errors as a sentence."""

import argparse
import base64
import binascii
import os
import sys
from collections.abc import Callable
from pathlib import Path

from seinhuis.engine.linkage.corpus.errors import BadInput, CorpusError

USAGE = 2
KEY_VARIABLE = "SEINHUIS_INDEX_KEY"
_KEY_SIZE = 32
_LONGEST_VALUE = 10_000


def home() -> Path:
    """The folder of the installation."""
    return Path(os.environ.get("SEINHUIS_HOME", "var"))


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """Where the corpus is."""
    parser.add_argument(
        "--corpus",
        type=Path,
        default=home() / "corpus",
        metavar="DIR",
        help="the folder of the corpus; $SEINHUIS_HOME/corpus or var/corpus when left out",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """For programs that read along."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def typed(value: str) -> str:
    """A value from the command line; for ``-`` from standard input, where no list of processes shows it."""
    return sys.stdin.read(_LONGEST_VALUE).strip() if value == "-" else value


def index_key(file: Path | None) -> bytes:
    """The index key from a file, the environment, or the keys of the installation. Raises BadInput."""
    encoded = os.environ.get(KEY_VARIABLE)
    if file is not None or encoded is None:
        try:
            encoded = (file or home() / "keys" / "index.key").read_text()
        except (OSError, UnicodeDecodeError):
            raise BadInput(
                f"The index key is needed: set {KEY_VARIABLE}, or give --key FILE (32 bytes in base64)."
            ) from None
    try:
        key = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _KEY_SIZE:
        raise BadInput("The index key is not 32 bytes in base64.")
    return key


def guarded(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """The same, with what cannot be done as one sentence on standard error and exit code 2."""

    def guard(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except BrokenPipeError:
            raise  # whoever read along stopped reading; the command as a whole handles that
        except CorpusError as error:
            print(f"seinhuis: {error}", file=sys.stderr)
        except OSError as error:
            print(f"seinhuis: {error.filename or 'a file'}: {error.strerror}.", file=sys.stderr)
        return USAGE

    return guard
