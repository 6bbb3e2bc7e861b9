"""The first migration of all: what the roles get by default, then the ledger."""

import os
from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql"

DEFAULT_RIGHTS = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO custos_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO custos_app;
-- Tables of others that were made before this migration came to its turn.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO custos_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO custos_app;
REVOKE ALL ON django_migrations FROM custos_app;
GRANT SELECT ON django_migrations TO custos_app, custos_door, custos_auditor;
"""


def record_installation(apps, schema_editor):
    synthetic = os.environ.get("CUSTOS_SYNTHETIC") == "1"
    schema_editor.execute(
        "INSERT INTO ledger.installation (synthetic) VALUES (%s)", [synthetic]
    )


class Migration(migrations.Migration):
    run_before = [("contenttypes", "0001_initial")]
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.RunSQL(DEFAULT_RIGHTS),
        migrations.RunSQL((SQL / "tables.sql").read_text()),
        migrations.RunSQL((SQL / "functions.sql").read_text()),
        migrations.RunSQL((SQL / "rights.sql").read_text()),
        migrations.RunSQL((SQL / "orphans.sql").read_text()),
        migrations.RunPython(record_installation),
    ]
