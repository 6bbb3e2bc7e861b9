"""Reading the ledger in a test: by the test's own request, because events pile up."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import connections


@dataclass(frozen=True)
class Event:
    id: int
    kind: str
    verb: str
    actor: str
    purpose: str
    ids: list[int]
    outcome: str | None
    body: dict[str, Any]


def events_of(request: str) -> list[Event]:
    """The events of one request, in order."""
    with connections["auditor"].cursor() as cursor:
        cursor.execute(
            "SELECT id, kind, verb, actor, purpose, ids, outcome, body::text FROM ledger.event"
            " WHERE request = %s ORDER BY id",
            [request],
        )

        return [Event(*row[:7], json.loads(row[7])) for row in cursor.fetchall()]
