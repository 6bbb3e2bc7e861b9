"""The reaper: closes the intents whose process died before their result."""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils.module_loading import import_string

from access.opened import opened
from audit.ledger import book
from audit.ledger.abandoned import SILENT, abandoned
from audit.ledger.event import WRITES, Entry, Outcome, Ticket, Verb
from audit.ledger.wall import Wall

# Between a transaction's end and its results; who is still alive has written them by then.
GRACE = 5.0  # seconds


def close_abandoned(
    since: timedelta, *, until: timedelta = SILENT, wait: Callable[[float], None] = time.sleep
) -> int:
    """Close what was opened between `since` and `until` ago; how many intents.

    A read may have been seen: UNKNOWN, treat as read. A write is ALLOWED where rows carry its
    ticket, ERROR where none does. Raises LedgerUnavailable.
    """
    seen = {ticket.event for ticket in abandoned(since, until)}
    if not seen:
        return 0
    wait(GRACE)
    left = [ticket for ticket in abandoned(since, until) if ticket.event in seen]
    for ticket in left:
        outcome, body = _outcome(ticket)
        book.write_result(ticket, outcome, {"reaped": True} | body)
    return len(left)


def _outcome(ticket: Ticket) -> tuple[Outcome, dict[str, object]]:
    if ticket.entry.verb not in WRITES:
        return Outcome.UNKNOWN, {}
    if _has_written(ticket):
        return Outcome.ALLOWED, {"written": True}
    return Outcome.ERROR, {"written": False}


def _has_written(ticket: Ticket) -> bool:
    """Whether a row carries the ticket. Looking for it is a read of its own."""
    walls: Iterable[Wall] = import_string(settings.CUSTOS_WALLS)
    entry = Entry(
        actor="system:reaper",
        verb=Verb.RECONCILE,
        resource=ticket.entry.resource,
        ids=ticket.entry.ids,
        body={"intent": ticket.event},
    )
    with opened(entry) as work, connection.cursor() as cursor:
        found = any(_carries(cursor, wall, ticket) for wall in walls if wall.stamped)
        work.result = {"records": 0, "written": found}
    return found


def _carries(cursor: CursorWrapper, wall: Wall, ticket: Ticket) -> bool:
    cursor.execute(
        f"SELECT EXISTS (SELECT FROM {wall.table}"  # noqa: S608 - names of our own tables
        f" WHERE {wall.column} = ANY (%s) AND ticket = %s)",
        [list(ticket.entry.ids), ticket.secret],
    )
    (found,) = cursor.fetchone() or (False,)
    return bool(found)
