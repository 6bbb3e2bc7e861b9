"""The words of an event."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class Verb(StrEnum):
    READ = "READ"
    PAGE = "PAGE"
    COUNT = "COUNT"
    AGGREGATE = "AGGREGATE"
    REVEAL = "REVEAL"
    READERS = "READERS"
    EXPLAIN = "EXPLAIN"
    CREATE = "CREATE"
    CHANGE = "CHANGE"
    DELETE = "DELETE"
    RESTORE = "RESTORE"
    IMPORT = "IMPORT"
    QUERY = "QUERY"
    LOG_IN = "LOG_IN"
    LOG_OUT = "LOG_OUT"
    ADMINISTER = "ADMINISTER"
    RECONCILE = "RECONCILE"
    CHECK = "CHECK"
    BEGIN = "BEGIN"


WRITES = frozenset({Verb.CREATE, Verb.CHANGE, Verb.DELETE, Verb.RESTORE})


class Outcome(StrEnum):
    ALLOWED = "ALLOWED"
    REFUSED = "REFUSED"
    ERROR = "ERROR"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is asked, by whom, under which purpose and rule; ids and names, never values."""

    actor: str
    verb: Verb
    resource: str
    purpose: str = ""
    rule: str = ""
    ids: tuple[int, ...] = ()
    request: str = ""
    key: str | None = None
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ticket:
    """A committed intent: its number, the secret that opens its ids, the database's time."""

    event: int
    secret: UUID
    at: datetime
    entry: Entry
