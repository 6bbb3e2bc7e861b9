"""The classifications that a new company starts with; a data steward edits them later."""

from django.db import migrations

from customers.catalogue import starting_classifications


def fill(apps, schema_editor):
    classification = apps.get_model("customers", "Classification")
    classification.objects.using(schema_editor.connection.alias).bulk_create(
        classification(**entry._asdict()) for entry in starting_classifications()
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
