"""Names of clusters that stay while clusters grow, merge and split.

A cluster is named after the smallest record id in it when it appeared, and keeps that name. Of clusters that
merge the smallest name stays; of one that splits the part with most of its records keeps the name (the same
number: the part with the smallest record id). The ledger says what became of every other name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.graph.contracts import BadGraph


@dataclass(frozen=True)
class Became:
    """Where the records of an old cluster are now: how many in which, those removed in none.

    ``kept``: the name that goes on in place of the old one, which may be the old one; None when no record is
    left.
    """

    old: str
    kept: str | None
    parts: tuple[tuple[str, int], ...]

    @property
    def merged(self) -> bool:
        """Whether the old name stopped because the cluster went into another."""
        return self.kept is not None and self.kept != self.old

    @property
    def split(self) -> bool:
        """Whether its records are in more than one cluster now."""
        return len(self.parts) > 1


@dataclass(frozen=True)
class Named:
    """The name of each row's cluster, and what became of old clusters that merged, split or went, by name."""

    ids: tuple[str, ...]
    ledger: tuple[Became, ...]


@dataclass(frozen=True)
class _Part:
    """The records of one old cluster in one new one."""

    records: int
    smallest: str


def stable_ids(
    previous: Mapping[str, str], labels: Rows, record_ids: Sequence[str], taken: Iterable[str] = ()
) -> Named:
    """Name clusters so that they keep the names of ``previous`` (record id to cluster id).

    ``labels``: the cluster of each record of ``record_ids``. ``taken``: names of other clusters. Raises
    BadGraph when labels and records differ in length or a record stands there twice.
    """
    if len(labels) != len(record_ids):
        raise BadGraph(f"labels: {len(labels)} for {len(record_ids)} records")
    members: dict[int, list[str]] = defaultdict(list)
    for label, record in zip(labels.tolist(), record_ids, strict=True):
        members[label].append(record)
    parts = _parts(previous, members)
    heirs = {old: _heir(old_parts) for old, old_parts in parts.items()}
    names = _names(members, heirs, {*previous.values(), *taken})
    if len(set(record_ids)) != len(record_ids):
        raise BadGraph("record ids: one stands there twice")
    return Named(tuple(names[label] for label in labels.tolist()), _ledger(previous, parts, heirs, names))


def _parts(previous: Mapping[str, str], members: Mapping[int, Sequence[str]]) -> dict[str, dict[int, _Part]]:
    """For each old name where its records are now."""
    parts: dict[str, dict[int, _Part]] = {}
    for label, records in members.items():
        for record in records:
            if (old := previous.get(record)) is not None:
                here = parts.setdefault(old, {})
                known = here.get(label, _Part(0, record))
                here[label] = _Part(known.records + 1, min(known.smallest, record))
    return parts


def _heir(parts: Mapping[int, _Part]) -> int:
    return min(parts, key=lambda label: (-parts[label].records, parts[label].smallest))


def _names(members: Mapping[int, Sequence[str]], heirs: Mapping[str, int], taken: set[str]) -> dict[int, str]:
    names: dict[int, str] = {}
    for old in sorted(heirs):
        names.setdefault(heirs[old], old)
    unnamed = {min(records): label for label, records in members.items() if label not in names}
    for smallest in sorted(unnamed):
        names[unnamed[smallest]] = _free(smallest, taken)
    return names


def _free(smallest: str, taken: set[str]) -> str:
    """The smallest record id, with a number when another cluster has gone on under that name."""
    name, number = smallest, 1
    while name in taken:
        number += 1
        name = f"{smallest}#{number}"
    taken.add(name)
    return name


def _ledger(
    previous: Mapping[str, str],
    parts: Mapping[str, Mapping[int, _Part]],
    heirs: Mapping[str, int],
    names: Mapping[int, str],
) -> tuple[Became, ...]:
    found = []
    for old in sorted(set(previous.values())):
        if old not in parts:
            found.append(Became(old, None, ()))
            continue
        kept = names[heirs[old]]
        if kept != old or len(parts[old]) > 1:
            where = sorted((names[label], part.records) for label, part in parts[old].items())
            found.append(Became(old, kept, tuple(where)))
    return tuple(found)
