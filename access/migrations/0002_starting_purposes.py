"""The purposes of the starting catalogue; a company renames them or adds its own."""

from django.db import migrations

from access.catalogue.purposes import PURPOSES


def add_purposes(apps, schema_editor):
    purposes = apps.get_model("access", "Purpose").objects.using(schema_editor.connection.alias)
    for position, purpose in enumerate(PURPOSES):
        purposes.get_or_create(
            code=purpose.code,
            defaults={
                "name_zh": purpose.name_zh,
                "name_en": purpose.name_en,
                "is_discreet": purpose.is_discreet,
                "position": position,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(add_purposes, migrations.RunPython.noop)]
