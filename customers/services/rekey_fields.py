"""Seal every encrypted field anew under the current key, so that an old key can be destroyed."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connections, models, transaction
from psycopg2.extras import execute_values

from access.keyring import field_keyring
from access.opened import set_ticket
from access.protected import EncryptedField, Tripwired
from audit.ledger import book
from audit.ledger.event import Entry, Outcome, Verb
from audit.ledger.wall import Wall
from customers.models import Customer
from customers.walls import WALLS

CHUNK = 500
USING = "owner"  # history rows are append-only for the app


def rekey_fields() -> int:
    """Rekey every customer, 500 a ticket; how many values were sealed anew.

    It runs while the company works, and again after an interruption: what is current is left
    alone. Raises LedgerUnavailable, UnreadableField.
    """
    ids = list(Customer.objects.using("door").order_by("pk").values_list("pk", flat=True))
    return sum(_rekey(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK))


def _rekey(ids: list[int]) -> int:
    entry = Entry(
        actor="system:rekey",
        verb=Verb.CHANGE,
        resource="customers.customer",
        ids=tuple(ids),
        body={"what": "keys"},
    )
    ticket = book.open_ticket(entry)
    with transaction.atomic(using=USING):
        set_ticket(ticket, using=USING)
        sealed = sum(_column(wall, key, column, ids) for wall, key, column in encrypted_columns())
    book.write_result(ticket, Outcome.ALLOWED, {"records": len(ids), "values": sealed})
    return sealed


def encrypted_columns() -> Iterator[tuple[Wall, str, str]]:
    """Each encrypted column: its wall, its table's primary key, its name."""
    walls = {wall.table: wall for wall in WALLS}
    for model in apps.get_models():
        if issubclass(model, Tripwired):
            for field in model._meta.concrete_fields:
                if isinstance(field, EncryptedField):
                    yield walls[model._meta.db_table], _key(model), field.attname


def _key(model: type[models.Model]) -> str:
    primary = model._meta.pk
    return primary.attname if primary else "id"


def _column(wall: Wall, key: str, column: str, ids: list[int]) -> int:
    """Tokens are read and written as they lie there: no value leaves the keyring."""
    ring = field_keyring()
    with connections[USING].cursor() as cursor:
        cursor.execute(
            f"SELECT {key}, {column} FROM {wall.table}"  # noqa: S608 - names of our own models
            f" WHERE {wall.column} = ANY (%s) AND {column} <> '' FOR UPDATE",
            [ids],
        )
        old = [(pk, token) for pk, token in cursor.fetchall() if not ring.is_current(token)]
        stamp = ", ticket = ledger.current_ticket()" if wall.stamped and not wall.history else ""
        if old:
            execute_values(
                cursor.cursor,
                f"UPDATE {wall.table} t SET {column} = v.token{stamp}"  # noqa: S608
                f" FROM (VALUES %s) v (pk, token) WHERE t.{key} = v.pk",
                [(pk, ring.rotate(token)) for pk, token in old],
                template="(%s::uuid, %s)" if wall.history else "(%s, %s)",
            )
    return len(old)
