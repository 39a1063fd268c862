"""The one command `seinhuis`: gathers the verbs of every room. Exit codes: 0 good, 1 something is wrong, 2
wrong usage.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from typing import Any

import seinhuis
from seinhuis.desk.reports import command as reports
from seinhuis.engine.evidence import command as evidence
from seinhuis.engine.identifiers import command as identifiers
from seinhuis.engine.linkage import linking_command
from seinhuis.engine.linkage.corpus import command as corpus
from seinhuis.site import commands

log = logging.getLogger(__name__)


# Verbs of rooms that take long to load, with what `seinhuis --help` says of them.
OF_ESTIMATES = {
    "estimate": "Estimate a population from overlapping lists.",
    "funnel": "Shares of persons by stage, with limits and claims.",
    "disclose": "Hide in a table of counts what must not be published.",
}
OF_JOURNAL = {"journal": "Check and prove what a journal says, without the house."}


def build_parser(arguments: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """The parser with every verb. A verb that works on an installation sets `needs_house`.

    With ``arguments`` the verbs of a slow room that is not asked for are only named.
    """
    parser = argparse.ArgumentParser(
        prog="seinhuis",
        description="The line from a report to a dossier that somebody signs for.",
        epilog="Example: seinhuis demo",
    )
    parser.add_argument("--version", action="version", version=f"seinhuis {seinhuis.__version__}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    commands.add_parsers(verbs)
    identifiers.add_parser(verbs)
    reports.add_parser(verbs)
    evidence.add_parser(verbs)
    corpus.add_parser(verbs)
    linking_command.add_parsers(verbs)
    for names, add in ((OF_JOURNAL, _add_journal), (OF_ESTIMATES, _add_estimates)):
        if arguments is None or names.keys() & set(arguments):
            add(verbs)
        else:
            for name, text in names.items():
                verbs.add_parser(name, help=text)
    return parser


def _add_journal(verbs: Any) -> None:
    from seinhuis.desk.journal import command as journal
    from seinhuis.engine.ledger import command as ledger

    journal.add_verbs(ledger.add_parser(verbs))


def _add_estimates(verbs: Any) -> None:
    from seinhuis.engine.estimates import command, reporting_commands

    command.add_parser(verbs)
    reporting_commands.add_parser(verbs)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    chosen = build_parser(given).parse_args(given)
    try:
        code = _run_in_house(chosen) if getattr(chosen, "needs_house", False) else int(chosen.run(chosen))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read along has stopped reading; without this Python complains once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("seinhuis: stopped.", file=sys.stderr)
        return 130
    return code


def _run_in_house(chosen: argparse.Namespace) -> int:
    # Imported here, so that verbs on files start without Django.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seinhuis.site.settings")
    # Whatever an installation writes is for its own user alone.
    os.umask(0o077)
    import django
    from django.db import OperationalError
    from django.utils import translation

    from seinhuis.desk.kernel.errors import HouseError

    django.setup()
    translation.activate("en")
    from seinhuis.site import installation

    try:
        if not getattr(chosen, "makes_house", False):
            installation.check_prepared()
        return int(chosen.run(chosen))
    except HouseError as error:
        print(f"seinhuis: {error}", file=sys.stderr)
    except OperationalError as error:
        print(
            f"seinhuis: the database does not answer ({type(error).__name__}). Is it running, and is",
            file=sys.stderr,
        )
        print("SEINHUIS_DATABASE_URL right? Nothing was half done: run the command again.", file=sys.stderr)
    except OSError as error:
        print(f"seinhuis: a file could not be read or written: {error.strerror}.", file=sys.stderr)
    except Exception:
        # Python would print the message, which can hold what somebody typed; the log shows kind and places.
        log.exception("This command broke off. What is above says where; run it again when that is mended.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
