"""Intents that nobody will close: their process died between the intent and its result."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connections

from audit.ledger.book import LedgerUnavailable
from audit.ledger.event import Entry, Ticket, Verb

# A ticket opens nothing after this time, so no new work can begin under it.
SILENT = timedelta(seconds=60)
# The first key of the advisory lock that work under a ticket holds (sql/orphans.sql).
IN_USE = 1127
NUMBERS = 2**31 - 1


def lock_keys(event: int) -> tuple[int, int]:
    """The keys of the lock that says: a transaction works under this intent."""
    return IN_USE, event % NUMBERS


def abandoned(since: timedelta, until: timedelta = SILENT) -> list[Ticket]:
    """Intents without a result, written between `since` and `until` ago, whose transaction is
    over; at most 1,000. Raises LedgerUnavailable."""
    try:
        with connections["door"].cursor() as cursor:
            cursor.execute(
                "SELECT event FROM ledger.orphans(clock_timestamp() - make_interval(secs => %s),"
                " clock_timestamp() - make_interval(secs => %s))",
                [since.total_seconds(), until.total_seconds()],
            )
            numbers = [event for (event,) in cursor.fetchall()]
        if not numbers:
            return []
        with connections["auditor"].cursor() as cursor:
            cursor.execute(
                "SELECT id, ticket, at, actor, verb, resource, purpose, rule, ids, request"
                " FROM ledger.event WHERE id = ANY (%s) ORDER BY id",
                [numbers],
            )
            return [_ticket(*row) for row in cursor.fetchall()]
    except DatabaseError as failure:
        raise LedgerUnavailable from failure


def age() -> timedelta:
    """How long this ledger has been kept. Raises LedgerUnavailable."""
    try:
        with connections["door"].cursor() as cursor:
            cursor.execute("SELECT clock_timestamp() - created_at FROM ledger.installation")
            (kept,) = cursor.fetchone() or (timedelta(),)
    except DatabaseError as failure:
        raise LedgerUnavailable from failure
    return timedelta(seconds=kept.total_seconds())


def _ticket(event: int, secret: UUID, at: datetime, *about: Any) -> Ticket:
    actor, verb, resource, purpose, rule, ids, request = about
    entry = Entry(
        actor=actor,
        verb=Verb(verb),
        resource=resource,
        purpose=purpose,
        rule=rule,
        ids=tuple(ids),
        request=request,
    )
    return Ticket(event, secret, at, entry)
