"""The verbs that make and run an installation: setup, organisation, demo, serve, worker."""

import argparse
import os
import sys
from collections.abc import Callable
from typing import Any

from seinhuis.desk.kernel.contracts import Role

DEFAULT_ADDRESS = "127.0.0.1"
DEFAULT_PORT = 8000


def add_parsers(verbs: Any) -> None:
    """Add the verbs to the command's subparsers."""
    _add_setup(verbs)
    _add_organisation(verbs)
    _add_demo(verbs)
    _add_serve(verbs)
    _add_worker(verbs)


def passphrase_from_environment() -> str:
    """The passphrase for scripts; an argument would be readable by every process on the machine.

    Raises SystemExit with code 2 when it is not set.
    """
    passphrase = os.environ.get("SEINHUIS_PASSPHRASE", "")
    if not passphrase:
        print(
            "seinhuis: set SEINHUIS_PASSPHRASE to the passphrase; it is never an argument.", file=sys.stderr
        )
        raise SystemExit(2)
    return passphrase


def _verb(
    verbs: Any,
    name: str,
    help_text: str,
    example: str,
    run: Callable[[argparse.Namespace], int],
    *,
    makes_house: bool = False,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(
        name, help=help_text, description=help_text, epilog=f"Example: {example}"
    )
    parser.set_defaults(run=run, needs_house=True, makes_house=makes_house)
    return parser


def _add_setup(verbs: Any) -> None:
    _verb(verbs, "setup", "Make the keys and the database of an installation under SEINHUIS_HOME.",
          "SEINHUIS_HOME=/srv/seinhuis seinhuis setup", _setup, makes_house=True)  # fmt: skip


def _add_organisation(verbs: Any) -> None:
    group = verbs.add_parser("organisation", help="Found an organisation or add a person to it.")
    inner = group.add_subparsers(metavar="VERB", required=True)
    found = _verb(
        inner,
        "found",
        "Found an organisation with its first keyholder; passphrase in SEINHUIS_PASSPHRASE.",
        "seinhuis organisation found meldpunt --name Meldpunt --keyholder noor",
        _found,
    )
    found.add_argument("slug", help="short name, used in the address of the form")
    found.add_argument("--name", required=True)
    found.add_argument("--contact", default="", help="how a recipient calls back")
    found.add_argument("--keyholder", required=True, help="name with which the first keyholder logs in")
    member = _verb(
        inner,
        "add-person",
        "Add a person; the keyholder's passphrase in SEINHUIS_PASSPHRASE opens the key.",
        "seinhuis organisation add-person --keyholder noor --username sam --roles analyst",
        _add_person,
    )
    member.add_argument("--keyholder", required=True)
    member.add_argument("--username", required=True)
    member.add_argument("--display-name", default="")
    known = ",".join(Role)
    member.add_argument(
        "--roles", required=True, type=_roles, metavar="ROLE[,ROLE]", help=f"one or more of {known}"
    )


def _add_demo(verbs: Any) -> None:
    demo = _verb(verbs, "demo", "Make the demo installation once, then serve it; what was entered is kept.",
                 "seinhuis demo --prepare --json", _demo, makes_house=True)  # fmt: skip
    demo.add_argument("--prepare", action="store_true", help="make it and stop, without serving")
    demo.add_argument("--json", action="store_true", help="print addresses and people as JSON")
    _add_address(demo)


def _add_serve(verbs: Any) -> None:
    _add_address(
        _verb(verbs, "serve", "Serve the pages of this installation.", "seinhuis serve --port 8080", _serve)
    )


def _add_worker(verbs: Any) -> None:
    worker = _verb(verbs, "worker", "Deliver news, check packages and sign the journal, until stopped.",
                   "seinhuis worker --once", _worker)  # fmt: skip
    worker.add_argument("--once", action="store_true", help="do what is waiting, then stop")


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=DEFAULT_ADDRESS)
    parser.add_argument("--port", type=_number_up_to(65535), default=DEFAULT_PORT, metavar="PORT")
    parser.add_argument("--workers", type=_number_up_to(64), default=2, metavar="N", help="server processes")


def _number_up_to(highest: int) -> Callable[[str], int]:
    def number(typed: str) -> int:
        value = int(typed) if typed.isdecimal() else 0
        if not 1 <= value <= highest:
            raise argparse.ArgumentTypeError(f"a number from 1 to {highest}")
        return value

    return number


def _roles(typed: str) -> tuple[Role, ...]:
    try:
        return tuple(Role(name.strip()) for name in typed.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"known roles are {', '.join(Role)}") from None


def _setup(arguments: argparse.Namespace) -> int:
    from seinhuis.site import installation

    made = ", ".join(installation.prepare()) or "none, all were there"
    print(f"The installation in {installation.home()} is ready; keys made: {made}.")
    print("Next: seinhuis organisation found SLUG --name NAME --keyholder USERNAME")
    return 0


def _found(arguments: argparse.Namespace) -> int:
    from seinhuis.site import people

    code = people.found(arguments, passphrase_from_environment())
    print("The organisation has been founded. Its recovery code, shown once, for the safe:")
    print(code)
    return 0


def _add_person(arguments: argparse.Namespace) -> int:
    from seinhuis.site import people

    temporary = people.add_person(arguments, passphrase_from_environment())
    print(f"{arguments.username} has been added. Temporary passphrase, shown once: {temporary}")
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    from seinhuis.site import installation, serving
    from seinhuis.site.demo import corpus, loading
    from seinhuis.site.demo.people import MELDPUNT

    if not arguments.prepare:
        serving.check_free(arguments.host, arguments.port)
    address = serving.address(arguments.host, arguments.port)
    installation.use_address(address)
    installation.prepare()
    house = loading.load()
    print(house.as_json(address) if arguments.json else house.as_text(address), flush=True)
    if arguments.prepare:
        corpus.make_corpus(_tell)
        return 0
    # Only to a corpus of invented messages: everybody knows the passphrases of the demo.
    if corpus.is_missing() or corpus.is_ours():
        installation.open_corpus_to(MELDPUNT)
    else:
        _tell(corpus.NOT_OURS)
    _tell(f"Serving on {address} until Ctrl-C.")
    # Nobody waits at a closed door for the corpus: it is made beside the server.
    with serving.beside(["demo", "--prepare"] if corpus.is_missing() else []):
        return serving.serve_with_worker(arguments.host, arguments.port, arguments.workers)


def _tell(line: str) -> None:
    print(f"\n{line}", file=sys.stderr, flush=True)


def _serve(arguments: argparse.Namespace) -> int:
    from seinhuis.site import serving

    return serving.serve(arguments.host, arguments.port, arguments.workers)


def _worker(arguments: argparse.Namespace) -> int:
    from seinhuis.site import working

    return working.run(once=arguments.once)
