"""The database itself refuses to change rows of the journal, and PostgreSQL also to delete them.

SQLite has no TRUNCATE, so a refusal of DELETE there would also forbid emptying a test database; code cannot delete
(models.AppendOnly), and what is deleted by hand is found by `seinhuis journal verify` like any other tampering.
A later migration that makes Django rebuild one of these tables on SQLite drops its trigger: make it again there.
"""

from django.db import migrations

TABLES = (
    "journal_journalentry",
    "journal_journaltile",
    "journal_journalcheckpoint",
    "journal_journalstamp",
)
POSTGRESQL_REFUSAL = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of the journal are only ever added.';
END $$
"""


def add_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_REFUSAL)
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION journal_refuse()"
            )
        return
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'Rows of the journal are only ever added.'); END"
        )


def remove_triggers(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_append_only" + (f" ON {table}" if postgresql else ""))
    if postgresql:
        schema_editor.execute("DROP FUNCTION journal_refuse()")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, remove_triggers)]
