"""Writing into the ledger, on the door's own connection: each call is committed when it returns."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, Error, InterfaceError, OperationalError, connections

from audit.ledger import receipts
from audit.ledger.event import Entry, Outcome, Ticket, Verb
from audit.ledger.leaf import body_text, leaf_of, time_text

MOST_IDS = 1000


class LedgerUnavailable(Exception):
    """The ledger can't be written; so nothing may be shown."""


def open_ticket(entry: Entry) -> Ticket:
    """Commit the intent that names the ids it opens (at most 1,000).

    Raises LedgerUnavailable.
    """
    sql = "SELECT event, ticket, at FROM ledger.open_ticket(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
    written = _written(_call(sql, [*_about(entry), entry.key, json.dumps(entry.body)]))
    _keep_receipt(written, "INTENT", entry)
    return Ticket(written.event, written.ticket, written.at, entry)


def write_result(ticket: Ticket, outcome: Outcome, body: dict[str, Any]) -> int:
    """Spend the ticket: say what was shown, as field names, levels and counts.

    Raises LedgerUnavailable, also where the ticket is spent already.
    """
    sql = "SELECT event, ticket, at FROM ledger.write_result(%s, %s, %s)"
    written = _written(_call(sql, [ticket.event, outcome.value, json.dumps(body)]))
    entry = replace(ticket.entry, ids=(), key=None, body=body)
    _keep_receipt(written, "RESULT", entry, intent=ticket.event, outcome=outcome)
    return written.event


def write_note(entry: Entry, outcome: Outcome) -> int:
    """Write an event that opens nothing: a refusal, a log-in. Raises LedgerUnavailable."""
    sql = "SELECT event, ticket, at FROM ledger.write_note(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
    written = _written(_call(sql, [*_about(entry), outcome.value, json.dumps(entry.body)]))
    # It opens nothing: on a full disk a person may still sign in.
    with suppress(LedgerUnavailable):
        _keep_receipt(written, "NOTE", replace(entry, key=None), outcome=outcome)
    return written.event


def write_refusal(entry: Entry, *, by: str = "") -> int | None:
    """Write a refusal, `by` the actor or, where nobody is known, the address.

    Over 60 in a minute they are counted into one event: then it has no number yet.
    Raises LedgerUnavailable.
    """
    sql = "SELECT event, ticket, at FROM ledger.write_refusal(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
    row = _call(sql, [by or entry.actor, *_about(entry), json.dumps(entry.body)])
    if row[0] is None:
        return None
    written = _Written(*row)
    with suppress(LedgerUnavailable):
        _keep_receipt(written, "NOTE", replace(entry, key=None), outcome=Outcome.REFUSED)
    return written.event


def write_counted_refusals() -> int:
    """Write one event for each minute that had more; how many. Raises LedgerUnavailable."""
    sql = (
        "SELECT event, ticket, at, actor, verb, resource, purpose, ids, body"
        " FROM ledger.write_counted_refusals()"
    )
    try:
        with connections["door"].cursor() as cursor:
            cursor.execute(sql)
            rows = cursor.fetchall()
    except Error as failure:
        raise LedgerUnavailable from failure
    for event, ticket, at, actor, verb, resource, purpose, ids, body in rows:
        entry = Entry(
            actor=actor,
            verb=Verb(verb),
            resource=resource,
            purpose=purpose,
            ids=tuple(ids),
            body=json.loads(body),
        )
        with suppress(LedgerUnavailable):
            _keep_receipt(_Written(event, ticket, at), "NOTE", entry, outcome=Outcome.REFUSED)
    return len(rows)


@dataclass(frozen=True)
class _Written:
    event: int
    ticket: UUID
    at: datetime


def _written(row: tuple[Any, ...]) -> _Written:
    if row[0] is None:  # no such intent
        raise LedgerUnavailable
    return _Written(*row)


def _keep_receipt(
    written: _Written,
    kind: str,
    entry: Entry,
    *,
    intent: int | None = None,
    outcome: Outcome | None = None,
) -> None:
    """Note outside the database what was just committed in it."""
    row = [
        *(written.event, time_text(written.at), kind, intent, entry.key),
        *_about(entry)[:5],
        ",".join(map(str, entry.ids)),
        outcome and outcome.value,
        *(entry.request, str(written.ticket), body_text(entry.body)),
    ]
    try:
        receipts.keep(receipts.Receipt(written.event, leaf_of(row)), at=written.at)
    except OSError as failure:
        raise LedgerUnavailable from failure


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
    if row is None:
        raise DatabaseError("the ledger answered nothing")
    return tuple(row)
