"""Tickets in use: set for one transaction, spent at its end."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from access.tripwire import gateway_open
from audit.ledger import book
from audit.ledger.abandoned import lock_keys
from audit.ledger.event import Entry, Outcome, Ticket


@dataclass
class Opened:
    """What is going on under one ticket; `result` becomes the body of its result event."""

    ticket: Ticket
    entry: Entry
    result: dict[str, Any] = field(default_factory=dict)


class Tickets:
    """The tickets of one transaction, one set at a time (each names at most 1,000 ids)."""

    def __init__(self) -> None:
        self.opened: list[Opened] = []

    def open(self, entry: Entry) -> Opened:
        """Commit an intent and set its ticket. Raises LedgerUnavailable."""
        work = Opened(book.open_ticket(entry), entry)
        self.opened.append(work)
        set_ticket(work.ticket)
        return work

    def close(self, outcome: Outcome, error: str = "") -> None:
        """Commit each result. Raises LedgerUnavailable at the first that can't be written."""
        for work in self.opened:
            book.write_result(work.ticket, outcome, {"error": error} if error else work.result)


@contextmanager
def tickets() -> Iterator[Tickets]:
    """Work under tickets in one transaction: their results are committed after it.

    Nothing read inside may leave before the block has ended: a read's result is written on the
    way out. Raises LedgerUnavailable before or after the work.
    """
    held = Tickets()
    try:
        with gateway_open(), transaction.atomic():
            before = _current()
            yield held
            _set(before)  # SET LOCAL survives a released savepoint
    except BaseException as failure:
        # The failure matters more than a ledger that can't note it; the reaper closes the intent.
        with suppress(book.LedgerUnavailable):
            held.close(Outcome.ERROR, type(failure).__name__)
        raise
    held.close(Outcome.ALLOWED)


@contextmanager
def opened(entry: Entry) -> Iterator[Opened]:
    """Work under one ticket."""
    with tickets() as held:
        yield held.open(entry)


def _current() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('custos.ticket', true), '')")
        (before,) = cursor.fetchone() or ("",)
    return str(before)


def set_ticket(ticket: Ticket, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Open the ticket's ids to this transaction, and say until its end that it is at work."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT set_config('custos.ticket', %s, true), pg_advisory_xact_lock_shared(%s, %s)",
            [str(ticket.secret), *lock_keys(ticket.event)],
        )


def _set(secret: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('custos.ticket', %s, true)", [secret])
