"""A capture table in numbers: totals, overlaps, singletons, zeros and what they forbid."""

from itertools import combinations, permutations

from seinhuis.engine.estimates.tables import CaptureTable, Description

LARGEST_SET = 3


def describe(table: CaptureTable) -> Description:
    """Describe a table; sets of up to three lists are looked at for zero overlap."""
    overlaps = {pair: table.overlap(*pair) for pair in combinations(table.lists, 2)}
    zero_overlaps = _zero_overlaps(table)
    return Description(
        lists=table.lists,
        n=table.n,
        totals={name: table.overlap(name) for name in table.lists},
        overlaps=overlaps,
        singletons=int(table.counts[(table.histories & (table.histories - 1)) == 0].sum()),
        unseen_histories=2 ** len(table.lists) - 1 - len(table.histories),
        zero_overlaps=zero_overlaps,
        forbids=_forbidden(table, zero_overlaps),
    )


def _zero_overlaps(table: CaptureTable) -> tuple[tuple[str, ...], ...]:
    """The smallest sets of two or three lists without anybody on all of them."""
    found: list[tuple[str, ...]] = []
    for size in range(2, LARGEST_SET + 1):
        found += [
            names
            for names in combinations(table.lists, size)
            if not table.overlap(*names) and not any(set(smaller) <= set(names) for smaller in found)
        ]
    return tuple(found)


def _forbidden(table: CaptureTable, zero_overlaps: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    said = [
        f"Nobody is on {_listed(names)} together: a model with this term puts it at minus infinity, "
        "and the strength of the dependence cannot be estimated."
        for names in zero_overlaps
    ]
    said += [
        f"Everybody on {inner} is on {outer} too: these are not two looks at the population, so merge them."
        for inner, outer in permutations(table.lists, 2)
        if table.overlap(inner, outer) == table.overlap(inner)
    ]
    if len(table.lists) == 2:
        said.append(
            "With two lists their dependence cannot be seen: the estimate assumes that there is none."
        )
    if len(groups := table.groups()) > 1:
        said.append(
            f"The lists fall apart in {len(groups)} groups without overlap: "
            "nothing ties their populations together."
        )
    return tuple(said)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1]
