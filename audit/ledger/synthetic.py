"""Whether this database was made for invented data; written at its creation, never again."""

from functools import cache

from django.db import connection


@cache
def is_synthetic() -> bool:
    """This installation holds a demo company."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT synthetic FROM ledger.installation")
        row = cursor.fetchone()
    return bool(row and row[0])
