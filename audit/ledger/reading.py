"""Reading the ledger, on the auditor's own connection."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connections

from audit.ledger.book import LedgerUnavailable


@dataclass(frozen=True)
class Reader:
    """One access to a record: who (an id), how, why, when, and whether it was allowed."""

    event: int
    at: datetime
    actor: str
    verb: str
    purpose: str
    outcome: str
    group: str


def readers_of(record_id: int, *, without: Sequence[str], limit: int = 12) -> tuple[Reader, ...]:
    """The latest accesses to a record, newest first, `without` those for some purposes.

    Lists count too; refusals show. Raises LedgerUnavailable.
    """
    sql = """
        SELECT e.id, e.at, e.actor, e.verb, e.purpose,
               coalesce(e.outcome, r.outcome, 'UNKNOWN'), coalesce(e.body->>'group', '')
        FROM ledger.event e LEFT JOIN ledger.event r ON r.intent = e.id
        WHERE e.ids @> ARRAY[%s]::bigint[] AND e.kind <> 'RESULT' AND e.purpose <> ALL (%s)
        ORDER BY e.id DESC LIMIT %s
    """
    try:
        with connections["auditor"].cursor() as cursor:
            cursor.execute(sql, [record_id, list(without), limit])
            return tuple(Reader(*row) for row in cursor.fetchall())
    except DatabaseError as failure:
        raise LedgerUnavailable from failure
