"""Writing into the ledger, on the door's own connection: each call is committed when it returns."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError, Error, InterfaceError, OperationalError, connections

from audit.ledger.event import Entry, Outcome, Ticket

MOST_IDS = 1000


class LedgerUnavailable(Exception):
    """The ledger can't be written; so nothing may be shown."""


def open_ticket(entry: Entry) -> Ticket:
    """Commit the intent that names the ids it opens (at most 1,000).

    Raises LedgerUnavailable.
    """
    sql = "SELECT event, ticket, at FROM ledger.open_ticket(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
    return Ticket(*_call(sql, [*_about(entry), entry.key, json.dumps(entry.body)]))


def write_result(ticket: Ticket, outcome: Outcome, body: dict[str, Any]) -> int:
    """Spend the ticket: say what was shown, as field names, levels and counts.

    Raises LedgerUnavailable, also where the ticket is spent already.
    """
    sql = "SELECT ledger.write_result(%s, %s, %s)"
    (number,) = _call(sql, [ticket.event, outcome.value, json.dumps(body)])
    return int(number)


def write_note(entry: Entry, outcome: Outcome) -> int:
    """Write an event that opens nothing: a refusal, a log-in. Raises LedgerUnavailable."""
    sql = "SELECT ledger.write_note(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
    (number,) = _call(sql, [*_about(entry), outcome.value, json.dumps(entry.body)])
    return int(number)


def _about(entry: Entry) -> list[Any]:
    return [
        entry.actor,
        entry.verb.value,
        entry.resource,
        entry.purpose,
        entry.rule,
        list(entry.ids),
        entry.request,
    ]


def _call(sql: str, parameters: Sequence[Any]) -> tuple[Any, ...]:
    """One row of the answer. A connection that died since its last use is opened again, once."""
    try:
        return _execute(sql, parameters)
    except (OperationalError, InterfaceError) as lost:
        if connections["door"].is_usable():
            raise LedgerUnavailable from lost
        connections["door"].close()
    except DatabaseError as refused:
        raise LedgerUnavailable from refused
    try:
        return _execute(sql, parameters)
    except Error as refused:
        raise LedgerUnavailable from refused


def _execute(sql: str, parameters: Sequence[Any]) -> tuple[Any, ...]:
    with connections["door"].cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    if row is None or row[0] is None:
        raise DatabaseError("the ledger answered nothing")
    return tuple(row)
