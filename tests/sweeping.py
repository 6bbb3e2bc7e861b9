"""Emptying the tables after a test, as the owner: the ledger alone keeps everything."""

from functools import cache

from django.db import connections, transaction

from config.policies import WALLS

KEPT = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "access_purpose",
    "customers_classification",
}
OPEN = "SELECT ticket FROM ledger.open_ticket('sweep', 'DELETE', '', '', '', %s, '', NULL, '{}')"


def sweep() -> None:
    """Delete every row that the test committed; protected rows under tickets, like anybody."""
    for alias in connections:
        if connections[alias].in_atomic_block:
            raise AssertionError(f"a transaction was left open on {alias}")
    with connections["door"].cursor() as cursor:
        cursor.execute("SELECT id FROM customers_customer")
        ids = [row[0] for row in cursor.fetchall()]
    owner = connections["owner"]
    chunks = [ids[start : start + 1000] for start in range(0, len(ids), 1000)]
    tickets = []
    for chunk in chunks:
        with owner.cursor() as cursor:
            cursor.execute(OPEN, [chunk])
            tickets.append((cursor.fetchone()[0], chunk))
    with transaction.atomic("owner"), owner.cursor() as cursor:
        for ticket, chunk in tickets:
            cursor.execute("SELECT set_config('custos.ticket', %s, true)", [str(ticket)])
            for wall in WALLS:
                cursor.execute(f"DELETE FROM {wall.table} WHERE {wall.column} = ANY (%s)", [chunk])
        cursor.execute(_unprotected())
        # All tests come from one address, within one minute.
        cursor.execute("DELETE FROM ledger.refusal")


@cache
def _unprotected() -> str:
    """One statement for each table without a wall; foreign keys are checked at the commit."""
    walled = {wall.table for wall in WALLS}
    names = connections["owner"].introspection.table_names()
    return ";".join(f'DELETE FROM "{name}"' for name in names if name not in walled | KEPT)
