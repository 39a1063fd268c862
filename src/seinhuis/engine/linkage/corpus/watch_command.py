"""The verb `seinhuis watch`: look for something in what comes in, without telling the corpus what."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seinhuis.engine.linkage.corpus import Corpus
from seinhuis.engine.linkage.corpus.command_arguments import (
    add_corpus,
    add_json,
    guarded,
    home,
    index_key,
    typed,
)
from seinhuis.engine.linkage.corpus.errors import BadInput

if TYPE_CHECKING:
    from seinhuis.engine.linkage.watch import Sighting, Watch

Run = Callable[[argparse.Namespace], int]


def default_folder() -> Path:
    """Where the watch list is: beside the corpus, not in it."""
    return home() / "watch"


def add_parser(verbs: Any) -> None:
    """Add `watch` to the command's subparsers."""
    text = "Look for something in what comes in; only keyed tokens of it are kept, under a label of yours."
    inner = verbs.add_parser("watch", help=text, description=text).add_subparsers(
        metavar="VERB", required=True
    )
    add = _verb(inner, "add", "Look for a value from now on.", "add '06 12 34 56 78' --label matter-31", _add)
    add.add_argument("value", metavar="VALUE", help="as people write it; - reads it from standard input")
    add.add_argument(
        "--label",
        metavar="LABEL",
        help="what you call it; nothing of the value; watch-1, watch-2 when left out",
    )
    _add_key(add)
    _verb(inner, "list", "Show the labels and since when.", "list", _list)
    remove = _verb(inner, "remove", "Look for it no longer.", "remove matter-31", _remove)
    remove.add_argument("label", metavar="LABEL")
    text = "Look through what came into the corpus since the last time; each sighting is reported once."
    sightings = _verb(inner, "sightings", text, "sightings --json", _sightings)
    add_corpus(sightings)
    sightings.add_argument("--all", action="store_true", help="also what was reported before")
    _add_key(sightings)


def _verb(verbs: Any, name: str, text: str, example: str, run: Run) -> Any:
    parser = verbs.add_parser(name, help=text, description=text, epilog=f"Example: seinhuis watch {example}")
    parser.set_defaults(run=guarded(_understood(run)))
    add_watch(parser)
    add_json(parser)
    return parser


def add_watch(parser: argparse.ArgumentParser) -> None:
    """Where the watch list is."""
    parser.add_argument(
        "--watch",
        type=Path,
        default=default_folder(),
        metavar="DIR",
        help="the folder of the watch list; $SEINHUIS_HOME/watch or var/watch when left out",
    )


def _add_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="file with the index key (32 bytes in base64)"
    )


def _understood(run: Run) -> Run:
    def translate(arguments: argparse.Namespace) -> int:
        from seinhuis.engine.linkage.watch import WatchError

        try:
            return run(arguments)
        except WatchError as error:
            raise BadInput(str(error)) from None

    return translate


def _watch(arguments: argparse.Namespace) -> "Watch":
    from seinhuis.engine.linkage.watch import Watch

    return Watch(arguments.watch)


def _add(arguments: argparse.Namespace) -> int:
    key = index_key(arguments.key)
    entry = _watch(arguments).add(typed(arguments.value), key=key, label=arguments.label)
    if arguments.json:
        print(json.dumps({"label": entry.label, "since": entry.since.isoformat()}))
    else:
        print(f"{entry.label}: looked for from now on.")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    entries = _watch(arguments).entries()
    if arguments.json:
        print(
            json.dumps([{"label": each.label, "since": each.since.isoformat()} for each in entries], indent=1)
        )
    else:
        print(
            "\n".join(f"{each.since.isoformat()}  {each.label}" for each in entries)
            or "Nothing is looked for."
        )
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    _watch(arguments).remove(arguments.label)
    if arguments.json:
        print(json.dumps({"removed": arguments.label}))
    else:
        print(f"{arguments.label}: looked for no longer.")
    return 0


def _sightings(arguments: argparse.Namespace) -> int:
    watch = _watch(arguments)
    new = watch.look_through(Corpus.open(arguments.corpus), key=index_key(arguments.key))
    shown = watch.seen() if arguments.all else new
    if arguments.json:
        print(json.dumps([_as_record(each) for each in shown], indent=1, ensure_ascii=False))
    else:
        lines = (f"{each.on.isoformat()}  {each.label}  {each.record}" for each in shown)
        print("\n".join(lines) or "No new sightings.")
    return 0


def _as_record(sighting: "Sighting") -> dict[str, str]:
    return {"label": sighting.label, "record": sighting.record, "on": sighting.on.isoformat()}
