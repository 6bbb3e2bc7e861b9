"""An event as the tree commits to it: one line of JSON, the same bytes for everybody."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any

from audit.ledger.tree import hash_leaf

# The form and hash of today. Nothing below it is ever accepted, whatever a row says of itself.
VERSION = 1
FLOOR = 1

# What `line_of` takes, as text wherever PostgreSQL's own text is the exact value.
COLUMNS = """
    e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.kind, e.intent,
    e.key, e.actor, e.verb, e.resource, e.purpose, e.rule, trim(e.ids::text, '{}'), e.outcome,
    e.request, e.ticket::text, e.body::text
"""
_NAMES = (
    *("id", "at", "kind", "intent", "key", "actor", "verb", "resource", "purpose", "rule"),
    *("ids", "outcome", "request", "ticket"),
)
_dump = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def line_of(row: Sequence[Any]) -> bytes:
    """The entry for a row of COLUMNS. Of the ticket, a spent secret, only the hash goes out."""
    *given, body = row
    head: dict[str, Any] = {"v": VERSION, **dict(zip(_NAMES, given, strict=True))}
    # As text: the ids are larger than what some readers of JSON take for a number.
    head["ids"] = head["ids"].split(",") if head["ids"] else []
    head["ticket"] = sha256(head["ticket"].encode()).hexdigest()
    return f'{_dump(head)[:-1]},"body":{body}}}'.encode()


def leaf_of(row: Sequence[Any]) -> bytes:
    """The leaf hash for a row of COLUMNS."""
    return hash_leaf(line_of(row))


def time_text(at: datetime) -> str:
    """A time as entries hold it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def body_text(body: dict[str, Any]) -> str:
    """The text that PostgreSQL gives for this jsonb: keys by length, then by their bytes."""
    return _jsonb(json.loads(json.dumps(body)))


def _jsonb(value: Any) -> str:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return "{" + ", ".join(f"{_dump(key)}: {_jsonb(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_jsonb, value)) + "]"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return _dump(value)
