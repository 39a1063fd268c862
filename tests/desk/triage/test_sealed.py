"""What a thief of the database gets from the triage: nothing that anybody typed."""

from django.db import connection

from seinhuis.desk.reports.api import CloseReason, Urgency
from seinhuis.desk.triage import api

CANARIES = ("Canarie-eerste-notitie", "Canarie-waarom-urgent", "Canarie-bij-sluiten")


def every_stored_value():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield from (_as_bytes(each) for each in row)


def _as_bytes(value):
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()


def test_no_note_stands_readable_in_any_table(house, report):
    api.add_note(report, viewer=house.analyst, text=CANARIES[0])
    api.set_urgency(report, viewer=house.analyst, urgency=Urgency.U1, reason=CANARIES[1])
    api.close(report, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH, note=CANARIES[2])
    stored = b"\n".join(every_stored_value())
    assert str(report.hex).encode() in stored.replace(b"-", b"")
    for canary in CANARIES:
        assert canary.encode() not in stored
