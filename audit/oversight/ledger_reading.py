"""The officer's reading of the ledger, on the auditor's connection; each query is an event."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connections

from access.actor import Actor
from access.discreet import discreet_purposes
from access.errors import RecordNotVisible
from access.public_id import encode
from audit.ledger import book
from audit.ledger.book import LedgerUnavailable
from audit.ledger.event import Entry, Outcome, Verb
from audit.oversight.event_query import EventQuery

SIZE = 50
COLUMNS = """
    e.id, e.at, e.actor, e.verb, e.resource, e.purpose, e.rule, e.ids,
    coalesce(e.outcome, r.outcome, 'OPEN'), e.request, e.kind, r.id, r.at, e.body::text,
    coalesce(r.body, '{}')::text
"""


@dataclass(frozen=True)
class LedgerRow:
    """An intent with its result, or a note. `ids` name records, never values."""

    number: int
    at: datetime
    actor: str
    verb: str
    resource: str
    purpose: str
    rule: str
    ids: tuple[int, ...]
    outcome: str
    request: str
    kind: str
    result: int | None
    closed_at: datetime | None
    asked: dict[str, Any]
    shown: dict[str, Any]


def require_watcher(actor: Actor) -> None:
    """Only posts that watch may read the ledger. Raises RecordNotVisible, and notes it."""
    if not actor.watches:
        book.write_refusal(ask_entry(actor, {}))
        raise RecordNotVisible


def hidden_purposes(actor: Actor) -> list[str]:
    """Discreet purposes that this officer does not hold."""
    return [code for code in discreet_purposes() if code not in actor.purposes]


def ask(actor: Actor, body: dict[str, Any]) -> int:
    """Record the query before it runs; its event number. Raises LedgerUnavailable."""
    return book.write_note(ask_entry(actor, body), Outcome.ALLOWED)


def read_events(query: EventQuery) -> tuple[list[LedgerRow], bool]:
    """A page of events, newest first, and whether there are more. Raises LedgerUnavailable."""
    where, parameters = query.where(), list(query.parameters)
    if query.before is not None:
        where += " AND e.id < %s"
        parameters.append(query.before)
    rows = select(
        f"SELECT {COLUMNS} FROM ledger.event e LEFT JOIN ledger.event r ON r.intent = e.id"  # noqa: S608 - our own conditions, their values are parameters
        f" WHERE {where} ORDER BY e.id DESC LIMIT {SIZE + 1}",
        parameters,
    )
    return [_row(row) for row in rows[:SIZE]], len(rows) > SIZE


def read_event(number: int, *, hidden: list[str]) -> LedgerRow | None:
    """One event, by its own number or that of its result. Raises LedgerUnavailable."""
    rows = select(
        f"SELECT {COLUMNS} FROM ledger.event e LEFT JOIN ledger.event r ON r.intent = e.id"  # noqa: S608
        " WHERE e.kind <> 'RESULT' AND (e.id = %s OR r.id = %s) AND e.purpose <> ALL (%s)",
        [number, number, hidden],
    )
    return _row(rows[0]) if rows else None


def select(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows on the auditor's connection. Raises LedgerUnavailable."""
    try:
        with connections["auditor"].cursor() as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())
    except DatabaseError as failure:
        raise LedgerUnavailable from failure


def ask_entry(actor: Actor, body: dict[str, Any]) -> Entry:
    """The entry of a question to the ledger."""
    return Entry(
        actor=encode(actor.id),
        verb=Verb.QUERY,
        resource="ledger.event",
        purpose=actor.purpose,
        request=actor.request,
        body={"channel": actor.channel} | body,
    )


def _row(row: tuple[Any, ...]) -> LedgerRow:
    facts = list(row)
    facts[7] = tuple(facts[7])
    facts[13:15] = [json.loads(facts[13]), json.loads(facts[14])]
    return LedgerRow(*facts)
