"""What `seinhuis estimate` prints: one JSON object, or a table for people."""

import textwrap
from collections.abc import Sequence
from typing import Any

from seinhuis.engine.estimates.bounds.contracts import Bounds
from seinhuis.engine.estimates.contracts import Estimate, Interval
from seinhuis.engine.estimates.tables import CaptureTable

WIDTH = 100
MODEL_WIDTH = 36
SMALL = 5
ESTIMATE = 2  # the column of estimates


def as_record(table: CaptureTable, results: Sequence[Estimate], limits: Bounds) -> dict[str, Any]:
    """Everything as one JSON object: table, results, bounds and verdict."""
    return {
        "table": _table_record(table),
        "results": [result.to_dict() for result in results],
        "bounds": dict(limits.to_dict()),
        "verdict": None if limits.verdict is None else str(limits.verdict),
    }


def as_text(table: CaptureTable, results: Sequence[Estimate], limits: Bounds) -> str:
    """Everything as text for people, with each assumption once and by number."""
    assumptions = list(dict.fromkeys(text for result in results for text in result.assumptions))
    parts = [
        _heading(table),
        _methods(results, assumptions),
        _numbered("What they assume", assumptions),
        _warned(results),
        _bounds(limits),
        _verdict(limits),
        *_not_for_publication(table),
    ]
    return "\n\n".join(part for part in parts if part)


def _table_record(table: CaptureTable) -> dict[str, Any]:
    described = table.describe()
    return {
        "lists": list(described.lists),
        "n": described.n,
        "totals": dict(described.totals),
        "overlaps": [
            {"lists": list(pair), "persons": persons} for pair, persons in described.overlaps.items()
        ],
        "singletons": described.singletons,
        "unseen_histories": described.unseen_histories,
        "zero_overlaps": [list(names) for names in described.zero_overlaps],
        "forbids": list(described.forbids),
        "input_hash": table.input_hash,
    }


def _heading(table: CaptureTable) -> str:
    described = table.describe()
    lists = ", ".join(f"{name} {total:,}" for name, total in described.totals.items())
    lines = [f"{described.n:,} persons on {len(described.lists)} lists: {lists}."]
    lines += described.forbids
    return "\n".join(_wrapped(line) for line in lines)


def _methods(results: Sequence[Estimate], assumptions: Sequence[str]) -> str:
    rows = [("method", "model", "estimate", "interval", "assumes")]
    rows += [_row(result, assumptions) for result in results]
    lines = _columns(rows)
    reasons = [_wrapped(f"{_called(each)}: {each.reason}") for each in results if each.estimate is None]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:], *([""] if reasons else []), *reasons])


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Columns of equal width, the estimate to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place == ESTIMATE else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _row(result: Estimate, assumptions: Sequence[str]) -> tuple[str, str, str, str, str]:
    numbers = ",".join(str(assumptions.index(text) + 1) for text in result.assumptions)
    estimate = "none" if result.estimate is None else f"{result.estimate:,.0f}"
    model = textwrap.shorten(result.model, MODEL_WIDTH, placeholder=" ...")
    return _called(result), model, estimate, _interval(result.interval), numbers


def _called(result: Estimate) -> str:
    order = result.details.get("order")
    return f"{result.method} (order {order})" if order else result.method


def _interval(interval: Interval | None) -> str:
    if interval is None:
        return ""
    ends = ["no limit" if end is None else f"{end:,.0f}" for end in (interval.lower, interval.upper)]
    return f"{ends[0]} - {ends[1]}  {interval.level:.0%} {interval.kind}"


def _numbered(heading: str, texts: Sequence[str]) -> str:
    lines = [_wrapped(text, f"{number:>3}  ") for number, text in enumerate(texts, 1)]
    return "\n".join([f"{heading}:", *lines]) if lines else ""


def _warned(results: Sequence[Estimate]) -> str:
    said: dict[str, list[str]] = {}
    for result in results:
        for warning in result.warnings:
            said.setdefault(warning, []).append(_called(result))
    lines = [_wrapped(f"{', '.join(dict.fromkeys(names))}: {text}", "  - ") for text, names in said.items()]
    return "\n".join(["Warnings:", *lines]) if lines else ""


def _bounds(limits: Bounds) -> str:
    lines = []
    for each in limits.statements:
        verdict = f" [{each.verdict}]" if each.verdict else ""
        lines.append(_wrapped(f"{each.name}: {each.text}{verdict}", "  - "))
        lines.append(_wrapped(f"Assumes: {each.assumption}", "      "))
    lines += [_wrapped(text, "  ! ") for text in limits.warnings]
    return "\n".join(["Bounds:", *lines])


def _verdict(limits: Bounds) -> str:
    ends = ["no limit" if end is None else f"{end:,.0f}" for end in (limits.lower, limits.upper)]
    whole = f"The range, over models and odds ratios, runs from {ends[0]} to {ends[1]}."
    if limits.claim is None:
        return _wrapped(whole)
    return _wrapped(f"{whole} The claim of {limits.claim:,.0f}: {limits.verdict}.")


def _not_for_publication(table: CaptureTable) -> list[str]:
    if not (table.counts < SMALL).any():
        return []
    text = f"This table holds counts below {SMALL}: publish N, rounded to two figures, and not the table."
    return [_wrapped(text)]


def _wrapped(text: str, first: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=" " * len(first))
