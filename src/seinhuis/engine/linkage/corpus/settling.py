"""Which of the staged lines are new, which are known, and which have the id of another text."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus import columns, engine
from seinhuis.engine.linkage.corpus.staging import Stage

_OTHER_TEXT = "This id is known with another text; the first text stays."
_OTHER_FIELDS = "This id and text are known with other fields; the first stay."

# Of lines with one id the first counts, unless the corpus has that id already.
_JUDGE = """
create temp table judged as
with staged as (select record, position, file_number, line, text_hash, fields_hash from staged),
standing as (select record, text_hash, fields_hash from standing semi join staged using (record)),
held as (
    select staged.*, standing.record is not null as stood,
        row_number() over same_id as turn,
        coalesce(standing.text_hash, first_value(staged.text_hash) over same_id) as held_text,
        coalesce(standing.fields_hash, first_value(staged.fields_hash) over same_id) as held_fields
    from staged left join standing using (record)
    window same_id as (partition by staged.record order by position)
)
select position, file_number, line, case
    when not stood and turn = 1 then 'new'
    when text_hash <> held_text then 'other text'
    when fields_hash <> held_fields then 'other fields'
    else 'known' end as verdict
from held
"""
_ACCEPT = """
create temp table accepted as
select staged.* exclude (text, file_number)
from staged join judged using (position) where verdict = 'new'
"""
_SET_ASIDE = """
select file_number, line, verdict from judged where verdict in ('other text', 'other fields')
order by file_number, line
"""
_COUNT = "select file_number, verdict, count(*) from judged group by all"
_TIME_TROUBLES = """
select file_number, time_trouble, count(*)
from staged join judged using (position, file_number) where verdict = 'new' group by all
"""


@dataclass(frozen=True)
class Settled:
    """Counts by file number; the accepted rows, without their texts, are the table `accepted`."""

    added: dict[int, int]
    known: dict[int, int]
    time_troubles: dict[int, dict[str, int]]


def settle(connection: Any, stage: Stage, standing: Sequence[Path]) -> Settled:
    """Judge each staged line; lines with the id of another text go to the rejects.

    ``standing``: the record files of this source. Makes the views `staged` and `standing` and the table
    `accepted` in the connection.
    """
    engine.view(connection, "staged", [stage.rows], columns.STAGED)
    engine.view(connection, "standing", standing, columns.STORED_RECORDS)
    connection.execute(_JUDGE)
    connection.execute(_ACCEPT)
    for number, line, verdict in connection.execute(_SET_ASIDE).fetchall():
        _set_aside(stage, number, line, other_text=verdict == "other text")
    added: dict[int, int] = {}
    known: dict[int, int] = {}
    for number, verdict, count in connection.execute(_COUNT).fetchall():
        if verdict == "new":
            added[number] = count
        elif verdict != "other text":
            known[number] = known.get(number, 0) + count
    return Settled(added, known, _time_troubles(connection))


def _set_aside(stage: Stage, number: int, line: int, *, other_text: bool) -> None:
    file = stage.files[number]
    if other_text:
        file.rejected += 1
        stage.rejects.write(file, line, _OTHER_TEXT)
    else:
        file.remarks += 1
        stage.rejects.write(file, line, _OTHER_FIELDS, kept=True)


def _time_troubles(connection: Any) -> dict[int, dict[str, int]]:
    troubles: dict[int, dict[str, int]] = {}
    for number, trouble, count in sorted(connection.execute(_TIME_TROUBLES).fetchall(), key=str):
        if trouble is not None:
            troubles.setdefault(number, {})[trouble] = count
    return troubles
