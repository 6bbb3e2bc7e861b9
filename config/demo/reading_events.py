"""Writing the invented reading history into the ledger: as the owner, in one go, and marked."""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db import connections, transaction
from psycopg2.extras import execute_values

from access.models import Grant
from access.public_id import encode
from customers.demo.company import DemoCompany
from customers.demo.reading_record import Reading

KEY = "demo-reading-history"
_RESOURCE = "customers.customer"
_COLUMNS = (
    "id, kind, intent, at, actor, verb, resource, purpose, rule, ids, outcome, request, body, key"
)
_INSERT = f"INSERT INTO ledger.event ({_COLUMNS}) OVERRIDING SYSTEM VALUE VALUES %s"  # noqa: S608


def are_readings_written() -> bool:
    """Tell whether the history is in the ledger."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM ledger.event WHERE key = %s)", [KEY])
        return bool(cursor.fetchone()[0])


def write_reading_events(company: DemoCompany, readings: Iterable[Reading]) -> None:
    """Write every reading as its intent and result, all in one transaction.

    The event that marks them has a unique key: a second history is refused by the database.
    """
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        # Nobody else may take a number while ours are chosen.
        cursor.execute("LOCK TABLE ledger.event IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT nextval(pg_get_serial_sequence('ledger.event', 'id'))")
        (first,) = cursor.fetchone()
        rows = list(_rows(company, readings, first))
        execute_values(cursor.cursor, _INSERT, rows, page_size=2000)
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('ledger.event', 'id'), %s)", [rows[-1][0]]
        )


def _rows(
    company: DemoCompany, readings: Iterable[Reading], first: int
) -> Iterator[tuple[Any, ...]]:
    rules = _rules(company)
    number = first
    last = None
    for last in readings:
        yield from _events(last, number, rules[last.actor, last.scope])
        number += 1 if last.outcome == "REFUSED" else 2
    if last is not None:
        body = json.dumps({"channel": "DEMO", "events": number - first})
        yield (number, "NOTE", None, last.at + timedelta(seconds=1), "", "IMPORT", "ledger.event",
               "", "demo", [], "ALLOWED", "", body, KEY)  # fmt: skip


def _events(reading: Reading, number: int, rule: str) -> Iterator[tuple[Any, ...]]:
    about = (encode(reading.actor), reading.verb, _RESOURCE, reading.purpose)
    asked: dict[str, Any] = {"channel": "WEB"} | ({"group": reading.group} if reading.group else {})
    request, ids = f"demo-{number}", list(reading.ids)
    if reading.outcome == "REFUSED":
        yield (number, "NOTE", None, reading.at, *about, "", ids, "REFUSED", request,
               json.dumps(asked), None)  # fmt: skip
        return
    yield (number, "INTENT", None, reading.at, *about, rule, ids, None, request,
           json.dumps(asked), None)  # fmt: skip
    shown: dict[str, Any] = {"records": len(ids)}
    if reading.group:
        shown["levels"] = {reading.group: "CLEAR"}
    yield (number + 1, "RESULT", number, reading.at + timedelta(milliseconds=40), *about, rule,
           [], "ALLOWED", request, json.dumps(shown), None)  # fmt: skip


def _rules(company: DemoCompany) -> dict[tuple[int, str], str]:
    """The grant under which a person reads in a scope, as events cite it."""
    grants = Grant.objects.select_related("post").order_by("id")
    cited = {(grant.post.code, grant.scope): f"grant:{encode(grant.pk)}" for grant in grants}
    return {
        (person.id, scope): rule
        for person in company.people
        for (post, scope), rule in cited.items()
        if post == person.post
    }
