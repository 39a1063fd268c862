"""The verbs `seinhuis funnel` and `seinhuis disclose`: shares with limits, and tables ready to publish."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seinhuis.engine.estimates.errors import BadSetting, EstimatesError

if TYPE_CHECKING:
    from seinhuis.engine.estimates.disclosure import Proof, PublishedTable
    from seinhuis.engine.estimates.funnel import Claim, Funnel, FunnelSummary, StageSummary
    from seinhuis.engine.estimates.proportions import Comparison

_FUNNEL = """\
How many persons reached each stage, of which stage, how sure that is, and whether "more than" holds.

Two forms of FILE.csv (comma, semicolon or tab). Counts by stage; `of` names the stage of which it is a part,
`unknown` counts the persons of that stage whose outcome is not known; `unknown`, `campaign` and `arm` may be
left out:

    stage,of,count,unknown
    contacted,,100,
    told the age,contacted,61,0
    still replied,told the age,9,46

Or one row for each person (a pseudonym, never twice): 1 yes, 0 no, empty not known; the header of a stage
says of which it is a part:

    person,campaign,contacted,told the age / contacted
    p1,a,1,1
    p2,a,1,0
    p3,b,1,

With a column `campaign` the limits count in that persons of one campaign resemble each other. With a column
`arm` of two values the arms are compared."""

_DISCLOSE = """\
Make a table of counts ready to publish: counts below the threshold are hidden, and as many others as are
needed so that nobody can work them out from the totals or from earlier releases.

FILE.csv has a column for each dimension, `count`, and perhaps `structural` (1: nobody can be here by
definition; other zeros are hidden like small counts). Totals are added:

    region,age,count
    North,12-14,3
    North,15-17,22
    South,12-14,14
    South,15-17,31

The output has the same columns, with Total for a total, and value (x: hidden), status and base. It can be the
--previous of the next release, which has to count the same persons; a category may join others by |
(12-14|15-17). With --audit FILE.csv is such a published table, and what can be proven from it is printed; the
exit code is 1 when that is too much. What comes out is never to be estimated from."""


def add_parser(verbs: Any) -> None:
    """Add both verbs to the command's subparsers."""
    _add_funnel(verbs)
    _add_disclose(verbs)


def run_funnel(arguments: argparse.Namespace) -> int:
    """Read, sum up, print, draw; 0 good, 1 no picture could be written, 2 when the input is not sound."""
    return _guarded(_funnel, arguments)


def run_disclose(arguments: argparse.Namespace) -> int:
    """Protect and print, or audit: 0 good, 1 when the audit finds a leak, 2 when the input is not sound."""
    return _guarded(_disclose, arguments)


def _add_funnel(verbs: Any) -> None:
    parser = verbs.add_parser(
        "funnel",
        help="Shares of persons by stage, with limits and claims.",
        description=_FUNNEL,
        epilog="Example: seinhuis funnel replies.csv --claim 0.6 --plots pictures",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE.csv", help="the funnel; - for standard input")
    parser.add_argument("--claim", type=float, metavar="SHARE", help='judge "more than SHARE" at every stage')
    parser.add_argument("--level", type=float, default=0.95, help="level of the limits (0.95)")
    parser.add_argument("--exact", action="store_true", help="judge claims by Clopper-Pearson, not Wilson")
    parser.add_argument("--seed", type=int, default=1, help="seed of the bootstrap over campaigns (1)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--plots", metavar="DIR", help="write a picture and its numbers there")
    parser.set_defaults(run=run_funnel)


def _add_disclose(verbs: Any) -> None:
    parser = verbs.add_parser(
        "disclose",
        help="Hide in a table of counts what must not be published.",
        description=_DISCLOSE,
        epilog="Example: seinhuis disclose counts.csv --previous published-2025.csv > published-2026.csv",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE.csv", help="the table; - for standard input")
    parser.add_argument("--threshold", type=int, default=5, help="counts below it are hidden (5)")
    parser.add_argument(
        "--width", type=int, default=5, help="least width of what can be proven of a hidden cell (5)"
    )
    parser.add_argument(
        "--rounding", type=int, default=1, metavar="BASE", help="round what is shown, for example to 5"
    )
    parser.add_argument(
        "--previous",
        action="append",
        default=[],
        metavar="FILE",
        help="a release that is already out; may be repeated",
    )
    parser.add_argument(
        "--accept-earlier", action="store_true", help="go on although earlier releases alone give a cell away"
    )
    parser.add_argument(
        "--audit", action="store_true", help="FILE.csv is a published table: say what can be proven"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run_disclose)


def _guarded(work: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    try:
        return work(arguments)
    except EstimatesError as error:
        _complain(f"{arguments.file}: {error}")
    except OSError as error:
        _complain(f"{error.filename or arguments.file}: {error.strerror or 'cannot be read'}.")
    return 2


def _source(name: str) -> Path | str:
    # A text is told from a path by its line break, which an empty input does not have.
    return sys.stdin.read() + "\n" if name == "-" else Path(name)


def _funnel(arguments: argparse.Namespace) -> int:
    from seinhuis.engine.estimates.funnel_reading import read_funnels
    from seinhuis.engine.estimates.proportions import Kind

    funnels = read_funnels(_source(arguments.file))
    kind = Kind.CLOPPER_PEARSON if arguments.exact else Kind.WILSON
    summaries = {
        arm: funnel.summary(
            claims=_claims(funnel, arguments.claim),
            level=arguments.level,
            claim_kind=kind,
            seed=arguments.seed,
        )
        for arm, funnel in funnels.items()
    }
    compared = _compared(funnels, arguments.level)
    if arguments.json:
        arms = [{"arm": arm, **summary.to_dict()} for arm, summary in summaries.items()]
        _print_json({"arms": arms, "comparison": {name: each.to_dict() for name, each in compared.items()}})
    else:
        print("\n".join(_funnel_lines(summaries, compared)))
    return _draw(summaries, arguments.plots) if arguments.plots else 0


def _compared(funnels: Mapping[str, "Funnel"], level: float) -> dict[str, "Comparison"]:
    from seinhuis.engine.estimates.funnel import compare_funnels

    if len(funnels) == 1:
        return {}
    if len(funnels) > 2:
        raise BadSetting(f"The column arm has {len(funnels)} values; two arms can be compared.")
    one, two = funnels.values()
    return compare_funnels(one, two, level)


def _claims(funnel: "Funnel", share: float | None) -> dict[str, float]:
    return {} if share is None else {stage.name: share for stage in funnel.stages if stage.of is not None}


def _draw(summaries: Mapping[str, "FunnelSummary"], folder: str) -> int:
    from seinhuis.engine.estimates.plots import draw_funnel

    try:
        for number, summary in enumerate(summaries.values(), 1):
            name = "funnel" if len(summaries) == 1 else f"funnel-{number}"
            draw_funnel(summary, name=name).write(folder)
    except OSError as error:
        _complain(f"{folder}: {error.strerror or 'cannot be written'}.")
        return 1
    return 0


def _funnel_lines(
    summaries: Mapping[str, "FunnelSummary"], compared: Mapping[str, "Comparison"]
) -> list[str]:
    lines = []
    for arm, summary in summaries.items():
        lines += [f"Arm {arm}:"] if arm else []
        for stage in summary.stages:
            lines += _stage_lines(stage, summary.level)
    if compared:
        one, two = summaries
        lines.append(f"{one} compared with {two}:")
    for name, each in compared.items():
        limits = f"{_share(each.difference_limits.lower)} to {_share(each.difference_limits.upper)}"
        tested = f"p {each.p_value:.3f}, after Holm {_share(each.adjusted)}"
        lines.append(f"  {name}: difference {each.difference:.3f} ({limits}), {tested}")
    return lines


def _stage_lines(stage: "StageSummary", level: float) -> list[str]:
    if stage.of is None:
        return [f"{stage.name}: {stage.count} persons"]
    unknown = f", {stage.unknown} unknown" if stage.unknown else ""
    lines = [f"{stage.name}: {stage.count} of {stage.known} {stage.of}{unknown}"]
    if stage.shown:
        limits = f"{_share(stage.shown.lower)} to {_share(stage.shown.upper)}"
        lines.append(f"  share {_share(stage.share)}, {100 * level:g} % limits {limits}")
    if stage.unknown and stage.bounds:
        lines.append(f"  whatever the unknown did: {stage.bounds[0]:.3f} to {stage.bounds[1]:.3f}")
    if stage.clustered:
        effect = f"design effect {stage.clustered.design_effect:.2f}"
        lines.append(f"  {stage.clustered.clusters} campaigns, {effect}")
    if stage.claim:
        lines.append(f"  {_claim_line(stage.claim)}")
    return lines + [f"  note: {warning}" for warning in stage.warnings]


def _share(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"


def _claim_line(claim: "Claim") -> str:
    limits = f"one-sided limits {claim.lowest:.3f} and {claim.highest:.3f}"
    needed = f"; at this share {claim.needed} known persons are needed" if claim.needed else ""
    return f"more than {claim.share:g}: {claim.verdict} ({limits}{needed})"


def _disclose(arguments: argparse.Namespace) -> int:
    from seinhuis.engine.estimates.disclosure import read_published

    previous = [read_published(Path(name)) for name in arguments.previous]
    return _audit(arguments, previous) if arguments.audit else _protect(arguments, previous)


def _protect(arguments: argparse.Namespace, previous: Sequence["PublishedTable"]) -> int:
    from seinhuis.engine.estimates.disclosure import Policy, protect, read_frequencies

    policy = Policy(arguments.threshold, arguments.width, arguments.rounding, arguments.accept_earlier)
    published = protect(read_frequencies(_source(arguments.file)), policy, previous)
    if arguments.json:
        _print_json(published.to_dict())
    else:
        print(published.to_csv(), end="")
    return 0


def _audit(arguments: argparse.Namespace, previous: Sequence["PublishedTable"]) -> int:
    from seinhuis.engine.estimates.disclosure import audit, read_published

    table = read_published(_source(arguments.file))
    result = audit(table, previous, width=arguments.width, threshold=arguments.threshold)
    if arguments.json:
        _print_json(result.to_dict())
    else:
        for proof in result.proofs:
            print(_proof_line(proof))
        print("No leak." if result.safe else f"{len(result.leaks)} of {len(result.proofs)} leak.")
    return 0 if result.safe else 1


def _proof_line(proof: "Proof") -> str:
    upper = "no largest" if proof.upper is None else proof.upper
    release = f" (earlier release {proof.release})" if proof.release else ""
    leak = "LEAK: " if proof.leak else ""
    return f"{leak}{proof.finding}, {proof.place}{release}: {proof.lower} to {upper}"


def _print_json(record: Mapping[str, Any]) -> None:
    print(json.dumps(record, ensure_ascii=False, allow_nan=False))


def _complain(message: str) -> None:
    print(f"seinhuis: {message}", file=sys.stderr)
