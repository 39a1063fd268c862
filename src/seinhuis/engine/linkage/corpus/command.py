"""The verbs `seinhuis corpus`, `seinhuis lookup` and `seinhuis watch`.

Exit codes: 0 good, 1 something is wrong (lines set aside, ids not found), 2 wrong usage or bad input.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus import Corpus, watch_command
from seinhuis.engine.linkage.corpus.command_arguments import (
    add_corpus,
    add_json,
    guarded,
    index_key,
    typed,
)
from seinhuis.engine.linkage.corpus.contracts import Added, FileOutcome, Hit, Progress, Statistics, silent
from seinhuis.engine.linkage.corpus.errors import BadInput, NoCorpus

_STAGES = {"read": "reading", "extract": "finding identifiers", "write": "writing"}


def add_parser(verbs: Any) -> None:
    """Add the three verbs to the command's subparsers."""
    text = "Keep public online material, or reports exported for the purpose, as a corpus."
    corpus = verbs.add_parser("corpus", help=text, description=text)
    inner = corpus.add_subparsers(metavar="VERB", required=True)
    _add_add(inner)
    _add_stats(inner)
    _add_remove(inner)
    _add_lookup(verbs)
    watch_command.add_parser(verbs)


def _verb(verbs: Any, name: str, text: str, example: str, run: Callable[[argparse.Namespace], int]) -> Any:
    parser = verbs.add_parser(name, help=text, description=text, epilog=f"Example: seinhuis {example}")
    parser.set_defaults(run=guarded(run))
    add_corpus(parser)
    add_json(parser)
    return parser


def _add_add(verbs: Any) -> None:
    parser = _verb(
        verbs,
        "add",
        "Add JSON lines, CSV or Parquet (gzip or plain) with the fields id, text and, where known, time, "
        "place, url, author, identifiers. What is there already is not added twice; a line that cannot be "
        "used goes to a rejects file with its number and the reason.",
        "corpus add ads.jsonl.gz --source market --legal-ground 'agreement 12' --by kim",
        _add,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
    parser.add_argument(
        "--source", required=True, metavar="NAME", help="what the files are from, e.g. a site"
    )
    parser.add_argument("--legal-ground", metavar="TEXT", help="on which legal ground they were collected")
    parser.add_argument("--by", metavar="WHO", help="who adds them")


def _add_stats(verbs: Any) -> None:
    text = "Count what the corpus holds, by source, month and kind of identifier; no texts are read."
    _verb(verbs, "stats", text, "corpus stats --json", _stats)


def _add_remove(verbs: Any) -> None:
    parser = _verb(
        verbs,
        "remove",
        "Remove a whole source, or records by their ids (source:id), for good: texts, identifiers, index, "
        "links and clusters. Link again afterwards.",
        "corpus remove --source market --reason 'retention period ended'",
        _remove,
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help="the id of a record, as source:id")
    parser.add_argument("--source", metavar="NAME", help="remove everything of this source")
    parser.add_argument("--reason", metavar="TEXT", help="why; it is kept, without what was removed")
    parser.add_argument("--by", metavar="WHO", help="who removes it")
    watch_command.add_watch(parser)


def _add_lookup(verbs: Any) -> None:
    parser = _verb(
        verbs,
        "lookup",
        "Which records hold this phone number, address, account, plate, IBAN or crypto address? "
        "With --as the question goes to a log: who, when, why and a token of what was asked, not the value.",
        "lookup '06 12 34 56 78' --as kim --ground 'report 2026-031'",
        _lookup,
    )
    parser.add_argument("value", metavar="VALUE", help="as people write it; - reads it from standard input")
    parser.add_argument("--as", dest="who", metavar="WHO", help="who asks; needs --ground and the index key")
    parser.add_argument("--ground", metavar="WHY", help="why, for the log")
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="file with the index key (32 bytes in base64)"
    )


def _add(arguments: argparse.Namespace) -> int:
    corpus = _opened_or_made(arguments.corpus)
    added = corpus.add(
        arguments.files,
        source=arguments.source,
        legal_ground=arguments.legal_ground,
        by=arguments.by,
        progress=_progress(),
    )
    if arguments.json:
        print(json.dumps(_as_record(added), indent=1, ensure_ascii=False))
    else:
        _print_added(added)
    return 1 if added.rejected else 0


def _opened_or_made(folder: Path) -> Corpus:
    try:
        return Corpus.open(folder)
    except NoCorpus:
        return Corpus.create(folder)


def _as_record(added: Added) -> dict[str, Any]:
    files = [
        {**asdict(each), "added_before": each.added_before and each.added_before.isoformat()}
        for each in added.files
    ]
    totals = {"added": added.added, "known": added.known, "rejected": added.rejected}
    return {**totals, "files": files, "rejects": added.rejects, "fields_left_out": added.fields_left_out}


def _print_added(added: Added) -> None:
    for each in added.files:
        print(f"{each.name}: {_outcome(each)}")
    if added.fields_left_out:
        print(f"Fields that the corpus does not keep: {', '.join(added.fields_left_out)}.")
    if added.rejects:
        print(f"What was set aside, with line and reason: {added.rejects}")


def _outcome(each: FileOutcome) -> str:
    if each.added_before is not None:
        return f"this very file was added on {each.added_before.isoformat()}; nothing to do."
    said = [f"{each.lines} lines, {each.added} added, {each.known} known, {each.rejected} set aside"]
    if each.remarks:
        said.append(f"{each.remarks} with a remark")
    said += [f"{count} under the month unknown (time {why})" for why, count in each.time_troubles.items()]
    return ", ".join(said) + "."


def _stats(arguments: argparse.Namespace) -> int:
    counts = Corpus.open(arguments.corpus).stats()
    if arguments.json:
        print(json.dumps(asdict(counts), indent=1))
    else:
        _print_stats(counts)
    return 0


def _print_stats(counts: Statistics) -> None:
    print(f"{counts.records} records with {counts.mentions} mentions, from {counts.files} files.")
    if counts.files_without_ground:
        print(f"Files without a legal ground: {counts.files_without_ground}.")
    tables = {"source": counts.by_source, "month": counts.by_month, "kind": counts.by_kind}
    for name, table in {**tables, "set aside, by source": counts.rejects}.items():
        if table:
            print(f"\nby {name}:" if name in tables else f"\n{name}:")
            print("\n".join(f"  {key:<24} {count:>10}" for key, count in table.items()))


def _remove(arguments: argparse.Namespace) -> int:
    from seinhuis.engine.linkage.watch import Watch

    removed = Corpus.open(arguments.corpus).remove(
        source=arguments.source, ids=arguments.ids, by=arguments.by, reason=arguments.reason
    )
    watch = arguments.watch
    sightings = Watch(watch).forget(removed.records) if watch.is_dir() else 0
    if arguments.json:
        counts = {"records": len(removed.records), "mentions": removed.mentions, "sightings": sightings}
        print(json.dumps({**counts, "not_found": len(removed.not_found)}, indent=1))
    else:
        print(f"{len(removed.records)} records removed, with {removed.mentions} mentions. Link again.")
    if removed.not_found:
        print(f"seinhuis: {len(removed.not_found)} of the ids are not in the corpus.", file=sys.stderr)
    return 1 if removed.not_found else 0


def _lookup(arguments: argparse.Namespace) -> int:
    if bool(arguments.who) != bool(arguments.ground):
        raise BadInput("For the log both are needed: --as WHO and --ground WHY.")
    value = typed(arguments.value)
    key = index_key(arguments.key) if arguments.who else b""
    corpus = Corpus(arguments.corpus)
    hits = corpus.lookup(value)
    if arguments.who:
        from seinhuis.engine.linkage.corpus.lookup_log import note

        note(corpus.folder, value, key, who=arguments.who, ground=arguments.ground, hits=len(hits))
    if arguments.json:
        print(json.dumps([asdict(hit) for hit in hits], indent=1, ensure_ascii=False))
    else:
        _print_hits(hits)
    return 0


def _print_hits(hits: list[Hit]) -> None:
    if not hits:
        print("Nothing in the corpus holds it.")
    for hit in hits:
        cluster = f"  cluster {hit.cluster}" if hit.cluster is not None else ""
        print(f"{hit.kind:<8} {hit.record}{cluster}")


def _progress() -> Progress:
    """A bar on standard error for each stage; nothing where nobody watches."""
    if not sys.stderr.isatty():
        return silent
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def show(stage: str, done: int, total: int) -> None:
        if stage not in bars or bars[stage].total != total:
            bars[stage] = tqdm(total=total, desc=_STAGES[stage], unit_scale=True, file=sys.stderr)
        bars[stage].update(done - bars[stage].n)
        if done >= total:
            bars.pop(stage).close()

    return show
