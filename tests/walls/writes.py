"""Writing to any protected table: a row made out of one that exists."""

import json
from typing import Any

from psycopg2.extensions import cursor as Cursor

from audit.ledger.wall import Wall
from tests.walls.arena import Arena, key_of


def row_of(arena: Arena, wall: Wall, customer: int) -> dict[str, Any]:
    """A row of the customer as it lies there."""
    with arena.acting("owner", arena.ticket("READ", customer)) as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {wall.table} t LIMIT 1")
        found: dict[str, Any] = json.loads(cursor.fetchone()[0])
        return found


def insert(cursor: Cursor, wall: Wall, row: dict[str, Any], after: str = "") -> int:
    """Insert the row; how many were."""
    cursor.execute(
        f"INSERT INTO {wall.table} SELECT * FROM jsonb_populate_record(NULL::{wall.table}, %s)"
        f" {after}",
        [json.dumps(row)],
    )
    return cursor.rowcount


def copy_of(arena: Arena, wall: Wall, customer: int, **changed: object) -> dict[str, Any]:
    """A row like the customer's, with a key that is free, and changed as said."""
    row = row_of(arena, wall, customer)
    key = key_of(arena, wall)
    if key != wall.column:
        row[key] = "00000000-0000-4000-8000-000000000000" if wall.history else 4711
    if "number" not in changed and "is_primary" in row:
        row["is_primary"] = False  # there is one already
    return row | changed
