"""What deserves a person's attention first: clusters by facts that can be counted, each of them shown.

A reason to look, never a probability, and never about a person. Of the indicators in `indicators.csv` only
those weigh that were validated and that can be measured here; nationality, ethnicity and clothing are never
used.
"""

import csv
import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.corpus import columns, engine, manifest, parts
from seinhuis.engine.linkage.corpus import folder as disk

INDICATORS = Path(__file__).with_name("indicators.csv")
WEEK = datetime.timedelta(days=7)

_FACTS = """
with member as (select cluster, record, moving from clusters where cluster in
    (select cluster from clusters group by cluster having count(*) > 1)),
moments as (select *, coalesce(day::varchar, nullif(month, 'unknown')) as moment from records),
of_record as (
    select cluster, count(*) as records, count(distinct source) as sources, count(distinct place) as places,
        min(moment) as first_seen, max(moment) as last_seen,
        count(*) filter (where day > $since) as new_records,
        count(*) filter (where moving) as movement_records
    from member join moments using (record) group by cluster),
of_mention as (
    select cluster, count(distinct linking) filter (where kind = 'phone') as phones,
        count(distinct record) filter (where kind = 'phone' and obfuscated) as obscured_records,
        count(distinct linking) filter (where linking is not null) as identifiers
    from member join mentions using (record) group by cluster)
select cluster, records, sources, places, first_seen, last_seen, new_records,
    coalesce(phones, 0) as phones, coalesce(identifiers, 0) as identifiers,
    coalesce(obscured_records, 0) as obscured_records, movement_records
from of_record left join of_mention using (cluster)
order by (coalesce(obscured_records, 0) > 0)::int - (movement_records > 0)::int desc,
    new_records desc, records desc, places desc, phones desc, cluster
"""


@dataclass(frozen=True)
class Indicator:
    """One row of the table: what it is, which way it points, who found that on which sample."""

    id: str
    what: str
    direction: str
    source: str
    sample: str
    validated: bool
    measured: bool

    @property
    def weighs(self) -> bool:
        """Whether it changes the order in which clusters are shown."""
        return self.validated and self.measured


def indicators() -> tuple[Indicator, ...]:
    """The table of indicators, with those that do not weigh."""
    with INDICATORS.open(encoding="utf-8", newline="") as file:
        return tuple(
            Indicator(
                **{key: row[key] for key in ("id", "what", "direction", "source", "sample")},
                validated=row["validated"] == "yes",
                measured=row["measured"] == "yes",
            )
            for row in csv.DictReader(file)
        )


def facts_table(folder: Path, clusters: Any, moving: NDArray[numpy.bool_], day: datetime.date) -> Any:
    """One row for each cluster of more than one record, those that deserve attention first.

    The order: validated indicators present (obscured number raises, movement lowers), records that are new in
    the week before ``day``, records, places, phone numbers. ``clusters``: table of `record` and `cluster`;
    ``moving``: for each of its rows whether the text has words of movement.
    """
    held = manifest.load(folder)
    with engine.connect(folder / disk.STAGING) as connection:
        engine.view(connection, "records", parts.files(folder, held.records), columns.STORED_RECORDS)
        engine.view(connection, "mentions", parts.files(folder, held.mentions), columns.MENTIONS)
        connection.register("clusters", clusters.append_column("moving", [moving]))
        return engine.table(connection, _FACTS, {"since": day - WEEK})
