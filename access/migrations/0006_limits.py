"""The table of Django's database cache: how often somebody tried, counted where Redis is not needed.

As `manage.py createcachetable` makes it.
"""

from django.db import migrations

MAKE = """
CREATE TABLE access_limits (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX access_limits_expires ON access_limits (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0005_log_ins_then")]
    operations = [migrations.RunSQL(MAKE, "DROP TABLE access_limits")]
