"""What an officer asks the ledger for, read from an address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date

from access.errors import QueryRefused
from access.public_id import decode
from audit.ledger.event import Outcome, Verb

FILTERS = ("actor", "verb", "purpose", "outcome", "record", "since", "until", "request")
OPEN = "OPEN"  # an intent that no result has spent yet
HIGHEST = 2**63 - 1


@dataclass(frozen=True)
class EventQuery:
    """Filters as they were given, their conditions in SQL, and the event to go on after."""

    given: dict[str, str]
    before: int | None = None
    conditions: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)

    def where(self) -> str:
        """The conditions joined."""
        return " AND ".join(["e.kind <> 'RESULT'", *self.conditions])


def read_event_query(asked: Mapping[str, str], *, hidden: list[str]) -> EventQuery:
    """The query; events for `hidden` purposes are not in it. Raises QueryRefused."""
    for name, value in asked.items():
        if name not in {*FILTERS, "before"} or len(value) > 100 or "\x00" in value:
            raise QueryRefused(name[:40])
    given = {name: asked[name] for name in FILTERS if asked.get(name)}
    query = EventQuery(given, _number(asked.get("before", "")))
    for name, value in given.items():
        condition, parameter = _condition(name, value)
        query.conditions.append(condition)
        query.parameters.append(parameter)
    if hidden:
        query.conditions.append("e.purpose <> ALL (%s)")
        query.parameters.append(hidden)
    return query


def _condition(name: str, value: str) -> tuple[str, Any]:
    if name in {"actor", "purpose", "request"}:
        return f"e.{name} = %s", value
    if name == "verb" and value in Verb.__members__:
        return "e.verb = %s", value
    if name == "outcome" and value in {*Outcome.__members__, OPEN}:
        return f"coalesce(e.outcome, r.outcome, '{OPEN}') = %s", value
    if name == "record":
        return "e.ids @> ARRAY[%s]::bigint[]", _record(value)
    if name in {"since", "until"}:
        day = _day(name, value)
        if name == "since":
            return "e.at >= %s", _midnight(day)
        return "e.at < %s", _midnight(day + timedelta(days=1))
    raise QueryRefused(name)


def _record(value: str) -> int:
    try:
        return decode(value)
    except ValueError:
        raise QueryRefused("record") from None


def _day(name: str, value: str) -> date:
    try:
        found = parse_date(value)
    except ValueError:
        found = None
    if found is None or not 2000 <= found.year <= 2200:
        raise QueryRefused(name)
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= HIGHEST):
        raise QueryRefused("before")
    return int(text)
