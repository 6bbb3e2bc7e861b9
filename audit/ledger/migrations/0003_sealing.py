"""The tree, its checkpoints, and the sealer's rights."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parents[1] / "sql" / "sealing.sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_receipts")]
    operations = [migrations.RunSQL(SQL.read_text())]
