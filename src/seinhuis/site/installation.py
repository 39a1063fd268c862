"""What an installation consists of: keys and a database under SEINHUIS_HOME."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from seinhuis.desk.kernel import secrets
from seinhuis.desk.kernel.errors import NotPrepared


def home() -> Path:
    """Where this installation keeps everything."""
    return Path(settings.SEINHUIS_HOME)


def prepare() -> list[str]:
    """Make missing keys and tables and return the names of the keys made; what is there stays."""
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    made = secrets.prepare(home())
    # The keys may be older than this process: Django started with a random key where there was none.
    settings.SECRET_KEY = (home() / "keys" / "django.key").read_text().strip()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return made


def use_address(address: str) -> None:
    """Let links in packages lead to this address, here and in processes started from here, unless one was
    set.
    """
    settings.SEINHUIS_BASE_ADDRESS = os.environ.setdefault("SEINHUIS_BASE_ADDRESS", address)


def open_corpus_to(organisation: str) -> None:
    """Let the desk of this organisation open the corpus, here and in processes started from here, unless
    somebody was named.
    """
    if not settings.SEINHUIS_CORPUS_ORGANISATION:
        settings.SEINHUIS_CORPUS_ORGANISATION = [organisation]
        os.environ["SEINHUIS_CORPUS_ORGANISATION"] = organisation


def check_prepared() -> None:
    """Raises NotPrepared when keys or tables are missing."""
    for name in secrets.NAMES:
        secrets.secret(name)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotPrepared("The database is not up to date: run 'seinhuis setup'.")
