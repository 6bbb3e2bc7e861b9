"""A ticket in use: set for one transaction, spent at its end."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from access.tripwire import gateway_open
from audit.ledger import book
from audit.ledger.event import Entry, Outcome, Ticket


@dataclass
class Opened:
    """What is going on under one ticket; `result` becomes the body of its result event."""

    ticket: Ticket
    entry: Entry
    result: dict[str, Any] = field(default_factory=dict)


@contextmanager
def opened(entry: Entry) -> Iterator[Opened]:
    """Commit the intent, work under its ticket in one transaction, commit the result.

    Nothing read inside may leave before the block has ended: the result is written on the way
    out. Raises LedgerUnavailable before or after the work; a read's values are then dropped.
    """
    ticket = book.open_ticket(entry)
    work = Opened(ticket, entry)
    try:
        with gateway_open(), transaction.atomic(), _ticket_set(ticket.secret):
            yield work
    except BaseException as failure:
        # The failure matters more than a ledger that can't note it; the reaper closes the intent.
        with suppress(book.LedgerUnavailable):
            book.write_result(ticket, Outcome.ERROR, {"error": type(failure).__name__})
        raise
    book.write_result(ticket, Outcome.ALLOWED, work.result)


@contextmanager
def _ticket_set(secret: UUID) -> Iterator[None]:
    """Transaction-local; set back by hand, because SET LOCAL survives a released savepoint."""
    before = _set("custos.ticket", str(secret))
    yield
    _set("custos.ticket", before)


def _set(name: str, value: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        (before,) = cursor.fetchone() or ("",)
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    return str(before)
