"""Each function that writes says what it wrote, so that the writer can keep a receipt."""

from pathlib import Path

from django.db import migrations

FUNCTIONS = Path(__file__).resolve().parents[1] / "sql" / "functions.sql"

# What a function returns can't be replaced.
FORMER = """
DROP FUNCTION IF EXISTS ledger.write_result(bigint, text, jsonb);
DROP FUNCTION IF EXISTS ledger.write_note(
    text, text, text, text, text, bigint[], text, text, jsonb);
"""
RIGHTS = """
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM public;
GRANT EXECUTE ON FUNCTION ledger.write_result, ledger.write_note TO custos_door;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_roles_and_ledger")]
    operations = [
        migrations.RunSQL(FORMER),
        migrations.RunSQL(FUNCTIONS.read_text()),
        migrations.RunSQL(RIGHTS),
    ]
