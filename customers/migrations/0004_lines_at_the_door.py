from django.db import migrations

# The door may see whether a deal has lines, and nothing of what they say.
OPEN = """
CREATE POLICY door ON customers_transactionline AS PERMISSIVE FOR SELECT TO custos_door
    USING (true);
GRANT SELECT ("customer_id", "transaction_id") ON customers_transactionline TO custos_door;
"""
CLOSE = """
REVOKE SELECT ("customer_id", "transaction_id") ON customers_transactionline FROM custos_door;
DROP POLICY door ON customers_transactionline;
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_jobs_and_imports")]
    operations = [migrations.RunSQL(OPEN, CLOSE)]
