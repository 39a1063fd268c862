"""The verb `seinhuis estimate`: how many persons there are behind a table of overlapping lists.

Prints a plain table, or with --json one object. Progress goes to standard error when somebody looks at it.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from seinhuis import __version__
from seinhuis.engine.estimates.contracts import Estimate
from seinhuis.engine.estimates.errors import EstimatesError, NotConnected
from seinhuis.engine.estimates.tables import CaptureTable

METHODS = ("stepwise", "bic", "bma", "latent", "chao")
CLAIM = 1300.0
REPLICATES = 20_000


class BadInput(Exception):
    """A file or a setting that cannot be used; the message is one sentence."""


def add_parser(verbs: Any) -> None:
    """Add the verb to the command's subparsers."""
    parser = verbs.add_parser(
        "estimate",
        help="Estimate a population from overlapping lists.",
        description="Estimate how many persons there are from a table of capture histories: one column of 0 "
        "and 1 for each list, and a column of counts (count, freq, frequency, n or aantal; without one each "
        "row is a person). Prints every method with its interval and what it assumes, what bounds can be "
        "given, and a verdict on a claim: consistent, below the range, above the range, or the data cannot "
        "say. A method that cannot estimate says why and gives no number.",
        epilog="Example: seinhuis estimate lists.csv --method all --claim 1300 --seed 1",
    )
    parser.add_argument("table", metavar="TABLE.csv", help="the capture table; comma, semicolon or tab")
    parser.add_argument(
        "--method", choices=(*METHODS, "all"), default="all", help="one method, or all of them (default)"
    )
    parser.add_argument(
        "--order", type=int, default=2, metavar="K", help="most lists in one interaction, for bic (default 2)"
    )
    parser.add_argument(
        "--claim", type=float, default=CLAIM, metavar="N", help=f"the number to judge (default {CLAIM:.0f})"
    )
    parser.add_argument(
        "--bootstrap",
        type=int,
        nargs="?",
        const=REPLICATES,
        default=0,
        metavar="N",
        help=f"bootstrap stepwise and bic with N replicates ({REPLICATES:,} without a number; slow for bic)",
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="seed of what is drawn (default 1)")
    parser.add_argument("--count", metavar="COLUMN", help="the column of counts, when it has another name")
    parser.add_argument("--strata", nargs="+", default=[], metavar="COLUMN", help="columns that are no lists")
    parser.add_argument(
        "--unconnected", action="store_true", help="accept lists that fall apart in groups without overlap"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--plots", type=Path, metavar="DIR", help="write pictures with their numbers here")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, estimate, print; 0 when that was done, 2 when the table or a setting is not sound."""
    try:
        table = _read(arguments)
        _check(arguments, table)
        return _answer(arguments, table)
    except (BadInput, EstimatesError) as error:
        print(f"seinhuis: {error}", file=sys.stderr)
    return 2


def _read(arguments: argparse.Namespace) -> CaptureTable:
    name = arguments.table
    try:
        return CaptureTable.from_csv(
            Path(name),
            count=arguments.count,
            strata=tuple(arguments.strata),
            connected=not arguments.unconnected,
        )
    except NotConnected as error:
        raise BadInput(f"{name}: {error} (--unconnected).") from error
    except EstimatesError as error:
        raise BadInput(f"{name}: {error}.") from error
    except csv.Error:
        raise BadInput(f"{name}: this is not a table of text.") from None
    except OSError as error:
        raise BadInput(f"{name}: {error.strerror or 'cannot be read'}.") from error


def _check(arguments: argparse.Namespace, table: CaptureTable) -> None:
    """Settings that `compare` and `bounds` check themselves are left to them."""
    if not 1 <= arguments.order <= len(table.lists):
        raise BadInput(f"--order lies from 1 to the number of lists, {len(table.lists)}.")
    if not 0 < arguments.claim < float("inf"):
        raise BadInput("--claim is a number of persons above zero.")
    if arguments.bootstrap < 0:
        raise BadInput("--bootstrap is a number of replicates, at least 100, or 0 for none.")


def _answer(arguments: argparse.Namespace, table: CaptureTable) -> int:
    from seinhuis.engine.estimates.bounds import bounds
    from seinhuis.engine.estimates.printing import as_record, as_text

    results = tuple(_results(arguments, table))
    limits = bounds(table, arguments.claim, order=arguments.order)
    if arguments.json:
        record = as_record(table, results, limits) | {"seed": arguments.seed, "version": __version__}
        print(json.dumps(record, ensure_ascii=False, allow_nan=False))
    else:
        print(as_text(table, results, limits))
    return _draw(results, limits, _replicates(arguments, table), arguments.plots) if arguments.plots else 0


def _replicates(arguments: argparse.Namespace, table: CaptureTable) -> tuple[Estimate, Any] | None:
    """The stepwise bootstrap for its histogram, when one was asked for: same seed, same draws."""
    if not arguments.bootstrap:
        return None
    from seinhuis.engine.estimates.bootstrap.estimating import bootstrapped

    estimate, replicates = bootstrapped(
        table, "stepwise", replicates=arguments.bootstrap, seed=arguments.seed
    )
    return (estimate, replicates.estimates) if replicates is not None else None


def _results(arguments: argparse.Namespace, table: CaptureTable) -> Iterator[Estimate]:
    from seinhuis.engine.estimates.compare import guarded, steps

    methods = METHODS if arguments.method == "all" else (arguments.method,)
    runs = steps(table, methods, order=arguments.order, replicates=arguments.bootstrap, seed=arguments.seed)
    from tqdm import tqdm

    # disable=None: silent when standard error is no terminal
    progress = tqdm(runs, desc="estimating", unit="method", file=sys.stderr, disable=None, leave=False)
    for name, method in progress:
        progress.set_postfix_str(name)
        yield guarded(name, table, method)


def _draw(
    results: Sequence[Estimate], limits: Any, replicates: tuple[Estimate, Any] | None, folder: Path
) -> int:
    from seinhuis.engine.estimates import plots

    try:
        written = plots.write_all(results, limits, folder, replicates=replicates)
    except OSError as error:
        print(f"seinhuis: {folder}: {error.strerror or 'cannot be written'}.", file=sys.stderr)
        return 1
    print(f"seinhuis: {len(written)} files written in {folder}.", file=sys.stderr)
    return 0
