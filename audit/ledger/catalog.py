"""Asking PostgreSQL's own catalogue what stands in the database."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

SERVING = ("custos_app", "custos_door", "custos_auditor")


def rows(sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """The answer, as the application's role sees the catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
