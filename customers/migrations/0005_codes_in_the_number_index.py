import django.db.models.deletion
from django.db import migrations, models

# Django would make the foreign key anew and read the rows for it: without a ticket it may not.
OPEN = """
ALTER TABLE customers_numberindex ALTER COLUMN point_id DROP NOT NULL;
ALTER TABLE customers_numberindex ALTER COLUMN last_four DROP NOT NULL;
"""
CLOSE = """
ALTER TABLE customers_numberindex ALTER COLUMN last_four SET NOT NULL;
ALTER TABLE customers_numberindex ALTER COLUMN point_id SET NOT NULL;
"""


class Migration(migrations.Migration):
    """A customer's code is found like a phone, but belongs to no contact and by the whole alone."""

    dependencies = [("customers", "0004_lines_at_the_door")]

    operations = [
        migrations.RunSQL(
            OPEN,
            CLOSE,
            state_operations=[
                migrations.AlterField(
                    model_name="numberindex",
                    name="point",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="customers.contactpoint",
                    ),
                ),
                migrations.AlterField(
                    model_name="numberindex",
                    name="last_four",
                    field=models.BinaryField(max_length=32, null=True),
                ),
            ],
        )
    ]
