"""The verbs `seinhuis link`, `seinhuis explain` and `seinhuis judge`."""

import argparse
import dataclasses
import getpass
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage import stage_bar
from seinhuis.engine.linkage.corpus import Corpus
from seinhuis.engine.linkage.corpus.command_arguments import add_corpus, add_json, guarded
from seinhuis.engine.linkage.corpus.errors import BadInput
from seinhuis.engine.linkage.engines import DUCKDB, ENGINES
from seinhuis.engine.linkage.verdicts import Judgement, Verdict


def add_parsers(verbs: Any) -> None:
    """Add the verbs to the command's subparsers."""
    _add_link(verbs)
    _add_explain(verbs)
    _add_judge(verbs)


def _add_link(verbs: Any) -> None:
    parser = verbs.add_parser(
        "link",
        help="Find which records of a corpus belong together.",
        description="Compare the texts of a corpus and the identifiers in them, take what people judged into "
        "account, and write links.parquet, clusters.parquet, hubs.parquet and facts.parquet (columns: "
        "docs/linkage.md). Nothing is merged; a link is a hypothesis until a person judges it.",
        epilog="Example: seinhuis link --similarity 0.6   (the same as: seinhuis link --difference 0.25)",
    )
    how_alike = parser.add_mutually_exclusive_group()
    how_alike.add_argument(
        "--similarity",
        type=float,
        metavar="SHARE",
        help="of all the different words in two texts, the share that both must have for a link between the "
        "texts, above 0 and up to 1; 0.6 when left out",
    )
    how_alike.add_argument(
        "--difference",
        type=float,
        metavar="SHARE",
        help="the same said the other way round: the share of the words of a text that may differ, from 0 to "
        "under 1; 0.25 when left out",
    )
    parser.add_argument(
        "--anew", action="store_true", help="read every record again, not only what came since the last run"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="write there instead of into the corpus")
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default=DUCKDB,
        help="who finds the links; 'spark' needs seinhuis[spark] and gives the same (docs/scale.md)",
    )
    _common(parser, run_link)


def _add_explain(verbs: Any) -> None:
    parser = verbs.add_parser(
        "explain",
        help="Say why records are in one cluster.",
        description="Say why the records of a cluster belong together, or how one record leads to another.",
        epilog="Example: seinhuis explain forum:1234   (or: seinhuis explain forum:1234 forum:5678)",
    )
    parser.add_argument("cluster", metavar="CLUSTER", help="the name of a cluster, or a record in it")
    parser.add_argument("other", nargs="?", metavar="RECORD", help="show the way to this record")
    _common(parser, run_explain)


def _add_judge(verbs: Any) -> None:
    parser = verbs.add_parser(
        "judge",
        help="Say whether two records are about the same.",
        description="Write down what a person says of two records. It wins over what is computed at the next "
        "'seinhuis link', and can be taken back.",
        epilog="Example: seinhuis judge forum:12 forum:34 not-same --reason 'two different shops'",
    )
    parser.add_argument("left", metavar="A", help="a record id, source:id")
    parser.add_argument("right", metavar="B", help="another record id")
    parser.add_argument("verdict", choices=[*map(str, Verdict), "take-back"])
    parser.add_argument("--reason", required=True, help="why, in your own words")
    parser.add_argument("--by", default=None, metavar="WHO", help="who judges; your login name when left out")
    _common(parser, run_judge)


def _common(parser: Any, run: Callable[[argparse.Namespace], int]) -> None:
    add_corpus(parser)
    add_json(parser)
    parser.set_defaults(run=guarded(run))


def run_link(arguments: argparse.Namespace) -> int:
    """Link the corpus and say what came of it; 1 when judgements contradict each other."""
    from seinhuis.engine.linkage.linking import link
    from seinhuis.engine.linkage.text import WrongDifference, WrongSimilarity

    records = Corpus.open(arguments.corpus).stats().records
    try:
        with stage_bar.shown(records) as stage:
            linked = link(
                arguments.corpus,
                difference=_difference(arguments),
                out=arguments.out,
                stage=stage,
                anew=arguments.anew,
                engine=arguments.engine,
            )
    except (WrongDifference, WrongSimilarity) as problem:
        raise BadInput(str(problem)) from None
    if arguments.json:
        print(json.dumps(dataclasses.asdict(linked), ensure_ascii=False))
    else:
        _print_linked(linked)
    return 1 if linked.conflicts else 0


def _difference(arguments: argparse.Namespace) -> float:
    """The share of words that may differ, as it was asked in one way or the other."""
    from seinhuis.engine.linkage.text import DEFAULT_DIFFERENCE, difference_of

    if arguments.similarity is not None:
        return difference_of(arguments.similarity)
    return DEFAULT_DIFFERENCE if arguments.difference is None else float(arguments.difference)


def _print_linked(linked: Any) -> None:
    if linked.anew is None:
        print(f"Built on the last run: {linked.came} records came, {linked.went} went.")
    else:
        print(f"Every record was read again. {linked.anew}")
    print(
        f"{linked.records} records, {linked.links} links: {linked.clusters} clusters hold {linked.linked} "
        f"records; the largest has {linked.largest}."
    )
    print(f"{linked.hubs} identifiers are shared by too many to glue; {linked.cut} single links were cut.")
    if linked.waiting_judgements:
        print(f"{linked.waiting_judgements} judgements are about records that are not in the corpus.")
    for conflict in linked.conflicts:
        print(f"Contradiction: {conflict}")
    print(f"Written to {linked.folder}.")


def run_explain(arguments: argparse.Namespace) -> int:
    """Explain a cluster, or the way from one record to another."""
    from seinhuis.engine.linkage import explaining
    from seinhuis.engine.linkage.wording import in_words

    explained: Any
    if arguments.other:
        explained = explaining.explain_way(arguments.corpus, arguments.cluster, arguments.other)
    else:
        explained = explaining.explain_cluster(arguments.corpus, arguments.cluster)
    if arguments.json:
        print(json.dumps(dataclasses.asdict(explained), ensure_ascii=False, default=str))
    else:
        print("\n".join(in_words(explained)))
    return 0


def run_judge(arguments: argparse.Namespace) -> int:
    """Write a judgement down."""
    from seinhuis.engine.linkage.building import today
    from seinhuis.engine.linkage.corpus import judgements
    from seinhuis.engine.linkage.views import require_records

    require_records(arguments.corpus, (arguments.left, arguments.right))
    by = arguments.by or getpass.getuser()
    taken_back = arguments.verdict == "take-back"
    verdict = Verdict.UNSURE if taken_back else Verdict(arguments.verdict)
    judgement = Judgement(arguments.left, arguments.right, verdict, by, today(), arguments.reason)
    (judgements.take_back if taken_back else judgements.judge)(arguments.corpus, judgement)
    if arguments.json:
        said = {"left": judgement.left, "right": judgement.right, "verdict": arguments.verdict, "by": by}
        print(json.dumps(said, ensure_ascii=False))
    else:
        print("Written down. It counts from the next 'seinhuis link'.")
    return 0
