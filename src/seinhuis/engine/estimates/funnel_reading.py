"""Reading a funnel from a file: either counts by stage, or one row for each person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from seinhuis.engine.estimates.errors import TableError
from seinhuis.engine.estimates.funnel import Cluster, Funnel, Stage
from seinhuis.engine.estimates.rows import Row, read_rows

STAGE, OF, COUNT, UNKNOWN = "stage", "of", "count", "unknown"
PERSON, CAMPAIGN, ARM = "person", "campaign", "arm"
PART_OF = " / "


@dataclass
class _Sums:
    """Count and unknown of one stage of one arm, by campaign."""

    of: str | None
    campaigns: dict[str, list[int]] = field(default_factory=dict)

    def add(self, campaign: str, count: int, unknown: int) -> None:
        sums = self.campaigns.setdefault(campaign, [0, 0])
        sums[0] += count
        sums[1] += unknown


Sums = dict[str, dict[str, _Sums]]


def read_funnels(source: Path | str) -> Mapping[str, Funnel]:
    """Read one funnel for each arm, by name; a file without a column ``arm`` is one arm named "".

    Counts: columns ``stage``, ``of`` (empty where the funnel starts), ``count``, and perhaps ``unknown``,
    ``campaign`` and ``arm``. Persons: a column ``person`` with a pseudonym that occurs once, perhaps
    ``campaign`` and ``arm``, and one column for each stage, with as header the name of the stage and of that
    of which it is a part: ``replied / told the age``; in it 1 yes, 0 no, empty not known. ``source`` is a
    path, or the text itself when it holds a line break. Raises TableError with row and column, BadFunnel,
    OSError.
    """
    header, rows = read_rows(source)
    if PERSON in header:
        sums = _from_persons(header, rows)
    elif {STAGE, OF, COUNT} <= set(header):
        sums = _from_counts(rows)
    else:
        raise TableError(
            "the header needs either stage, of and count, or person and a column for each stage", row=1
        )
    clustered = CAMPAIGN in header
    return {arm: _funnel(stages, clustered) for arm, stages in sums.items()}


def _funnel(stages: Mapping[str, _Sums], clustered: bool) -> Funnel:
    return Funnel(tuple(_stage(name, sums, clustered) for name, sums in stages.items()))


def _stage(name: str, sums: _Sums, clustered: bool) -> Stage:
    clusters = tuple(Cluster(campaign, *sums.campaigns[campaign]) for campaign in sorted(sums.campaigns))
    return Stage(
        name,
        sum(each.count for each in clusters),
        sums.of,
        sum(each.unknown for each in clusters),
        clusters if clustered else (),
    )


def _from_counts(rows: Iterable[Row]) -> Sums:
    sums: Sums = {}
    for line, row in rows:
        if not row[STAGE]:
            raise TableError("a stage without a name", row=line, column=STAGE)
        stages = sums.setdefault(row.get(ARM, ""), {})
        stage = stages.setdefault(row[STAGE], _Sums(row[OF] or None))
        if stage.of != (row[OF] or None):
            raise TableError("this stage was a part of another one in an earlier row", row=line, column=OF)
        campaign = row.get(CAMPAIGN, "")
        if campaign in stage.campaigns:
            raise TableError("this stage occurs in an earlier row too", row=line)
        stage.add(campaign, _whole(row[COUNT], line, COUNT), _whole(row.get(UNKNOWN) or "0", line, UNKNOWN))
    return sums


def _from_persons(header: list[str], rows: Iterable[Row]) -> Sums:
    columns = [name for name in header if name not in {PERSON, CAMPAIGN, ARM}]
    stages = {column: _named(column) for column in columns}
    _check_stages(stages)
    sums: Sums = {}
    seen: dict[str, int] = {}
    for line, row in rows:
        if not row[PERSON]:
            raise TableError("a person without a pseudonym", row=line, column=PERSON)
        if row[PERSON] in seen:
            message = f"this person stands in row {seen[row[PERSON]]} too; a row is a person, not a message"
            raise TableError(message, row=line, column=PERSON)
        seen[row[PERSON]] = line
        arm = sums.setdefault(row.get(ARM, ""), {name: _Sums(of) for name, of in stages.values()})
        _add_person(arm, stages, row, line)
    return sums


def _add_person(
    arm: dict[str, _Sums], stages: Mapping[str, tuple[str, str | None]], row: dict[str, str], line: int
) -> None:
    reached: dict[str, bool | None] = {}
    for column, (name, of) in stages.items():
        outcome = _outcome(row[column], line, column)
        inside = of is None or reached[of] is True
        if outcome and not inside:
            raise TableError(f"reached without {of}, of which it is a part", row=line, column=column)
        if of is None and outcome is None:
            raise TableError("where the funnel starts it is known who is in it", row=line, column=column)
        reached[name] = outcome if inside else False
        unknown = inside and outcome is None
        arm[name].add(row.get(CAMPAIGN, ""), int(outcome is True), int(unknown))


def _check_stages(stages: Mapping[str, tuple[str, str | None]]) -> None:
    earlier: list[str] = []
    for column, (name, of) in stages.items():
        if not name or name in earlier:
            raise TableError("a stage without a name, or one that occurs twice", row=1, column=column)
        if of is not None and of not in earlier:
            raise TableError(f"a part of {of}, which is no earlier column", row=1, column=column)
        earlier.append(name)
    if not earlier:
        raise TableError("the header has no stages", row=1)


def _named(column: str) -> tuple[str, str | None]:
    name, separator, of = column.partition(PART_OF)
    return name.strip(), of.strip() if separator else None


def _outcome(field: str, line: int, column: str) -> bool | None:
    if field not in {"", "0", "1"}:
        raise TableError(
            "only 1 (yes), 0 (no) and nothing (not known) can stand here", row=line, column=column
        )
    return None if field == "" else field == "1"


def _whole(field: str, line: int, column: str) -> int:
    if not (field.isascii() and field.isdecimal()):
        raise TableError("a count is a whole number of persons, zero or more", row=line, column=column)
    return int(field)
