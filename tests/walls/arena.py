"""A database of the attackers' own: two customers with rows in every protected table, and plain
connections of each role. What stands between is the database alone: no Django, no gateway."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import psutil
import psycopg2
from django.db import connections
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

from access.models import Department
from audit.ledger.wall import Wall
from customers.drafts import ContactDraft, CustomerDraft, LineDraft, PointDraft, TransactionDraft
from customers.models import Axis, Classification
from customers.services.add_transactions import add_transactions
from customers.services.create_customers import create_customers
from customers.services.log_activity import ActivityDraft, log_activity
from tests.cast import acting, make_post, make_user
from tests.template import as_owner, build_template, clone, point_at

PREFIX = "custos_arena_"
ALIASES = {"app": "default", "door": "door", "auditor": "auditor", "owner": "owner"}
CANARIES = {"mine": "无锡甲金丝雀有限公司", "theirs": "宁波乙金丝雀有限公司"}


@dataclass
class Arena:
    """The database by name, and the two customers: one that a ticket names, one that none does."""

    name: str
    mine: int
    theirs: int
    _open: dict[str, Connection] = field(default_factory=dict)

    def connection(self, role: str) -> Connection:
        """The role's connection, kept; psycopg2 opens a transaction by itself."""
        if role not in self._open or self._open[role].closed:
            self._open[role] = connect(role, self.name)
        return self._open[role]

    @contextmanager
    def acting(self, role: str, ticket: object = None) -> Iterator[Cursor]:
        """A transaction of the role with this ticket set, taken back at its end."""
        connection = self.connection(role)
        connection.rollback()
        try:
            with connection.cursor() as cursor:
                if ticket is not None:
                    cursor.execute("SELECT set_config('custos.ticket', %s, true)", [str(ticket)])
                yield cursor
        finally:
            connection.rollback()

    def ticket(self, verb: str, *ids: int) -> UUID:
        """A committed ticket, opened at the door like any other."""
        return self.event(verb, *ids)[1]

    def event(self, verb: str, *ids: int) -> tuple[int, UUID]:
        """The same with its event's number."""
        return self._door(OPEN, [verb, list(ids)])

    def spend(self, event: int) -> UUID:
        """Write the event's result; what that event has in the ticket's column."""
        self._door("SELECT ledger.write_result(%s, 'ALLOWED', '{}')", [event])
        return self.secret_of("intent", event)

    def refusal(self, *ids: int) -> UUID:
        """A refusal that names the ids; what it has in the ticket's column."""
        note = "SELECT ledger.write_note('x', 'READ', '', '', '', %s, 'note', 'REFUSED', '{}')"
        self._door(note, [list(ids)])
        return self.secret_of("request", "note")

    def secret_of(self, column: str, value: object) -> UUID:
        """The ticket of the newest event with this value, as only the owner may read it."""
        with self.acting("owner") as cursor:
            cursor.execute(
                f"SELECT ticket FROM ledger.event WHERE {column} = %s ORDER BY id DESC LIMIT 1",
                [value],
            )
            return cursor.fetchone()[0]

    def expired(self, verb: str, *ids: int) -> UUID:
        """A ticket of 61 seconds ago."""
        connection = self.connection("owner")
        with connection, connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger.event (kind, actor, verb, resource, ids, at)"
                " VALUES ('INTENT', 'x', %s, '', %s, clock_timestamp() - interval '61 s')"
                " RETURNING ticket",
                [verb, list(ids)],
            )
            return cursor.fetchone()[0]

    def change(self, *statements: str) -> None:
        """Let the owner change the database, for good."""
        connection = self.connection("owner")
        connection.rollback()
        with connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def names(self, sql: str, *parameters: object) -> list[str]:
        """The first column of what the owner is answered."""
        with self.acting("owner") as cursor:
            cursor.execute(sql, parameters)
            return [row[0] for row in cursor.fetchall()]

    def rows(self, wall: Wall, *ids: int) -> list[tuple[Any, ...]]:
        """What the table holds of these customers: key, whole row as text."""
        key = key_of(self, wall)
        with self.acting("owner", self.ticket("READ", *ids)) as cursor:
            cursor.execute(f"SELECT {key}::text, t::text FROM {wall.table} t ORDER BY 1")
            return cursor.fetchall()

    def close(self) -> None:
        """End every connection."""
        for connection in self._open.values():
            connection.close()

    def _door(self, sql: str, parameters: Sequence[Any]) -> Any:
        connection = self.connection("door")
        with connection, connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchone()


OPEN = "SELECT event, ticket FROM ledger.open_ticket('x', %s, '', '', '', %s, '', NULL, '{}')"

_keys: dict[str, str] = {}


def key_of(arena: Arena, wall: Wall) -> str:
    """The table's primary key."""
    if wall.table not in _keys:
        with arena.acting("owner") as cursor:
            cursor.execute(
                "SELECT attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid"
                " AND a.attnum = i.indkey[0] WHERE i.indrelid = %s::regclass AND i.indisprimary",
                [wall.table],
            )
            _keys[wall.table] = cursor.fetchone()[0]
    return _keys[wall.table]


def connect(role: str, dbname: str) -> Connection:
    """A plain connection of the role, without any of Django's."""
    settings = connections.settings[ALIASES[role]]
    connection = psycopg2.connect(
        host=settings["HOST"],
        port=settings["PORT"] or None,
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname=dbname,
        options="-c statement_timeout=10s -c lock_timeout=5s",
    )
    with connection, connection.cursor() as cursor:
        # Tickets come back as uuids; jsonb stays as text.
        psycopg2.extras.register_uuid(conn_or_curs=cursor)
    return connection


@contextmanager
def new_arena(name: str, template: str | None = None) -> Iterator[Arena]:
    """A clone of the template, or of another arena, for as long as the block runs."""
    before = connections["default"].settings_dict["NAME"]
    made = f"{PREFIX}{name}"
    clone(template or build_template(), made)
    try:
        arena = Arena(made, *(_customers() if template is None else (0, 0)))
        point_at(before)
        yield arena
        arena.close()
    finally:
        point_at(before)
        as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)", made)


def drop_stale() -> None:
    """Away with the arenas of runs that were killed."""
    for (name,) in as_owner(f"SELECT datname FROM pg_database WHERE datname LIKE '{PREFIX}%'"):
        if not psutil.pid_exists(int(name.removeprefix(PREFIX).split("_")[0])):
            as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _customers() -> tuple[int, int]:
    """Two customers with contacts, numbers and deals; every one of them has its history."""
    east = Department.objects.create(name_zh="华东", name_en="East")
    sales = make_user("sales", make_post("sales", scope="OWN"), east)
    fields = {axis.value: _entry(axis) for axis in Axis}
    drafts = [
        CustomerDraft(
            name=name,
            region="320200",
            identifier="91320200MA1MKK7T4K",
            address="无锡市新吴区锡士路 1 号",
            owner=sales.pk,
            department=east.pk,
            contacts=(_contact(),),
            **fields,
        )
        for name in CANARIES.values()
    ]
    mine, theirs = create_customers(actor=acting(sales), drafts=drafts)
    add_transactions(actor=acting(sales), drafts=[_deal(mine), _deal(theirs)])
    for customer in (mine, theirs):
        call = ActivityDraft(kind="CALL", happened_on=date(2026, 1, 5), text="金丝雀来电")
        log_activity(actor=acting(sales), customer_id=customer, draft=call, token=str(customer))
    return mine, theirs


def _entry(axis: Axis) -> str:
    entry, _ = Classification.objects.get_or_create(
        id=f"{axis.value}:TEST", defaults={"axis": axis, "name_zh": "甲", "name_en": "a"}
    )
    return entry.pk


def _contact() -> ContactDraft:
    points = (PointDraft(means="phone", value="18612342917"),)
    return ContactDraft(name="孙金丝雀", is_primary=True, points=points)


def _deal(customer: int) -> TransactionDraft:
    line = LineDraft(product="轴承", quantity=Decimal(2), unit_price=Decimal(10))
    return TransactionDraft(
        customer=customer,
        number=f"XS-{customer}",
        happened_on=date(2026, 1, 5),
        currency="CNY",
        lines=(line,),
    )
