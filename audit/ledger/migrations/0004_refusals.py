"""Refusals over 60 a minute are counted into one event."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql" / "refusals.sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_sealing")]
    operations = [migrations.RunSQL(SQL.read_text())]
