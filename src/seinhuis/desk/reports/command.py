"""The verb `seinhuis reports import`: takes a file of JSON lines in as sealed reports."""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import io

    from tqdm import tqdm

    from seinhuis.desk.reports.contracts import ImportResult
    from seinhuis.desk.reports.import_lines import RawLine

DEFAULT_BATCH = 200
LARGEST_BATCH = 5000
LISTED = 1000
LINES_BETWEEN_UPDATES = 50
HELP = (
    "Seal the lines of a file as reports: JSON objects with id, month (as in 2020-06) and text, plain or "
    "gzip. A line that is in already is passed over, so the same file can be imported again after a crash. "
    "A bad line is named by its number, and the rest goes in."
)


def add_parser(verbs: Any) -> None:
    """Add the verb to the command's subparsers."""
    group = verbs.add_parser("reports", help="Import reports from a file.")
    inner = group.add_subparsers(metavar="VERB", required=True)
    parser = inner.add_parser(
        "import",
        help="Seal the lines of a file as reports.",
        description=HELP,
        epilog="Example: seinhuis reports import messages.jsonl.gz --organisation meldpunt. Exit codes: "
        "0 all lines are in, 1 there were bad lines, 2 the file does not open or the command was misspelt.",
    )
    parser.add_argument("file", metavar="FILE", help="JSON lines, plain or gzip")
    parser.add_argument("--organisation", required=True, metavar="SLUG", help="whose reports they become")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument(
        "--batch",
        type=_batch_size,
        default=DEFAULT_BATCH,
        metavar="N",
        help="reports in one transaction (default 200)",
    )
    parser.set_defaults(run=_run, needs_house=True)


def _batch_size(typed: str) -> int:
    size = int(typed) if typed.isdecimal() else 0
    if not 1 <= size <= LARGEST_BATCH:
        raise argparse.ArgumentTypeError(f"a batch holds 1 to {LARGEST_BATCH} reports")
    return size


def _run(arguments: argparse.Namespace) -> int:
    try:
        file = open(arguments.file, "rb")  # noqa: SIM115 - closed below; opening fails with another sentence than reading
    except OSError as error:
        print(f"seinhuis: the file cannot be opened: {error.strerror}.", file=sys.stderr)
        return 2
    with file:
        return _import(file, arguments)


def _import(file: "io.BufferedReader", arguments: argparse.Namespace) -> int:
    from seinhuis.desk.accounts.api import organisation_named
    from seinhuis.desk.reports.import_lines import raw_lines
    from seinhuis.desk.reports.importing import import_reports

    organisation = organisation_named(arguments.organisation)
    troubles: list[tuple[int, str]] = []
    started = time.monotonic()
    with _progress(file) as bar:

        def tell(number: int, reason: str) -> None:
            bar.write(f"line {number}: {reason}", file=sys.stderr)
            if len(troubles) < LISTED:
                troubles.append((number, reason))

        lines = _watched(raw_lines(file), file, bar)
        result = import_reports(organisation=organisation, lines=lines, batch=arguments.batch, tell=tell)
    seconds = time.monotonic() - started
    print(_as_json(result, seconds, troubles) if arguments.json else _as_text(result, seconds))
    return 1 if result.bad else 0


def _progress(file: "io.BufferedReader") -> "tqdm[Any]":
    """A bar over the bytes of the file, on a terminal only; a pipe has no size."""
    from tqdm import tqdm

    size = os.fstat(file.fileno()).st_size or None
    return tqdm(total=size, unit="B", unit_scale=True, desc="Sealing", disable=not sys.stderr.isatty())


def _watched(lines: "Iterator[RawLine]", file: "io.BufferedReader", bar: "tqdm[Any]") -> "Iterator[RawLine]":
    seekable = file.seekable()
    for count, line in enumerate(lines, start=1):
        yield line
        if seekable and count % LINES_BETWEEN_UPDATES == 0:
            bar.update(file.tell() - bar.n)


def _as_text(result: "ImportResult", seconds: float) -> str:
    return (
        f"Imported: {result.imported}. Already known: {result.known}. Bad lines: {result.bad}. "
        f"{seconds:.1f} seconds, {_rate(result, seconds):.0f} reports a second."
    )


def _as_json(result: "ImportResult", seconds: float, troubles: list[tuple[int, str]]) -> str:
    return json.dumps(
        {
            "imported": result.imported,
            "already_known": result.known,
            "bad_lines": result.bad,
            "seconds": round(seconds, 3),
            "per_second": round(_rate(result, seconds), 1),
            "first_bad_lines": [{"line": number, "reason": reason} for number, reason in troubles],
        }
    )


def _rate(result: "ImportResult", seconds: float) -> float:
    return result.imported / seconds if seconds else 0.0
