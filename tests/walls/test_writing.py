"""Raw SQL as the application's role writes to every protected table beyond its ticket."""

import uuid
from collections.abc import Callable

import psycopg2
import pytest
from psycopg2.errors import InsufficientPrivilege
from psycopg2.extensions import cursor as Cursor

from audit.ledger.wall import Wall
from config.policies import WALLS
from tests.walls.arena import Arena
from tests.walls.writes import copy_of, insert

TABLES = pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.table)
STAMPED = pytest.mark.parametrize(
    "wall", [wall for wall in WALLS if wall.stamped], ids=lambda wall: wall.table
)
LIVE = pytest.mark.parametrize(
    "wall", [wall for wall in WALLS if not wall.history], ids=lambda wall: wall.table
)
HISTORY = pytest.mark.parametrize(
    "wall", [wall for wall in WALLS if wall.history], ids=lambda wall: wall.table
)
UNNAMED = 4712  # a customer that exists nowhere and that no ticket names

Write = Callable[[Cursor, Arena, Wall], object]


def _update(cursor: Cursor, arena: Arena, wall: Wall) -> int:
    cursor.execute(
        f"UPDATE {wall.table} SET {wall.column} = {wall.column} WHERE {wall.column} = %s",
        [arena.mine],
    )
    return cursor.rowcount


def _update_returning(cursor: Cursor, arena: Arena, wall: Wall) -> int:
    cursor.execute(f"UPDATE {wall.table} SET {wall.column} = {wall.column} RETURNING *")
    return len(cursor.fetchall())


def _delete(cursor: Cursor, arena: Arena, wall: Wall) -> int:
    cursor.execute(f"DELETE FROM {wall.table} WHERE {wall.column} = %s", [arena.mine])
    return cursor.rowcount


def _insert(cursor: Cursor, arena: Arena, wall: Wall) -> int:
    return insert(cursor, wall, copy_of(arena, wall, arena.mine))


def _insert_returning(cursor: Cursor, arena: Arena, wall: Wall) -> int:
    return insert(cursor, wall, copy_of(arena, wall, arena.mine), "RETURNING *")


def _do_nothing(cursor: Cursor, arena: Arena, wall: Wall) -> int:
    return insert(cursor, wall, copy_of(arena, wall, arena.mine), "ON CONFLICT DO NOTHING")


def _upsert(cursor: Cursor, arena: Arena, wall: Wall) -> int:
    key = "history_id" if wall.history else "id"
    after = f"ON CONFLICT ({key}) DO UPDATE SET {wall.column} = EXCLUDED.{wall.column}"
    return insert(cursor, wall, copy_of(arena, wall, arena.mine), after)


def _lock(cursor: Cursor, arena: Arena, wall: Wall) -> int:
    cursor.execute(f"SELECT * FROM {wall.table} FOR UPDATE")
    return len(cursor.fetchall())


WRITES: dict[str, Write] = {
    "update": _update,
    "update returning": _update_returning,
    "delete": _delete,
    "insert": _insert,
    "insert returning": _insert_returning,
    "insert, on conflict nothing": _do_nothing,
    "upsert": _upsert,
    "lock": _lock,
}


@pytest.mark.parametrize("write", WRITES)
@TABLES
def test_ticket_that_reads_writes_nothing(arena: Arena, wall: Wall, write: str) -> None:
    ticket = arena.ticket("READ", arena.mine, arena.theirs)
    with arena.acting("app", ticket) as cursor:
        if wall.history and write in {"update", "update returning", "delete", "lock"}:
            assert _nothing(lambda: WRITES[write](cursor, arena, wall))
            return
        with pytest.raises(InsufficientPrivilege):
            WRITES[write](cursor, arena, wall)


@pytest.mark.parametrize(
    "verb", ["COUNT", "PAGE", "REVEAL", "READERS", "IMPORT", "QUERY", "EXPORT"]
)
def test_only_four_verbs_write(arena: Arena, verb: str) -> None:
    refused = pytest.raises(InsufficientPrivilege, match="no open ticket that writes")
    with arena.acting("app", arena.ticket(verb, arena.mine)) as cursor, refused:
        _update(cursor, arena, WALLS[0])


@LIVE
def test_ticket_that_writes_changes_and_removes_its_own_rows(arena: Arena, wall: Wall) -> None:
    """So that the refusals below are not refused for another reason."""
    ticket = arena.ticket("CHANGE", arena.mine)
    with arena.acting("app", ticket) as cursor:
        stamp = f", ticket = '{ticket}'" if wall.stamped else ""
        cursor.execute(f"UPDATE {wall.table} SET {wall.column} = {wall.column}{stamp}")
        assert cursor.rowcount == len(arena.rows(wall, arena.mine))
        if wall.table == "customers_numberindex":  # nothing refers to it
            assert _delete(cursor, arena, wall)


@TABLES
def test_ticket_that_writes_adds_a_row_to_its_own_ids(arena: Arena, wall: Wall) -> None:
    named = UNNAMED if wall.column == "id" and not wall.history else arena.mine
    ticket = arena.ticket("CREATE", arena.mine, named)
    changed: dict[str, object] = {wall.column: named}
    if wall.stamped:
        changed["ticket"] = str(ticket)
    row = copy_of(arena, wall, arena.mine, **changed)
    with arena.acting("app", ticket) as cursor:
        assert insert(cursor, wall, row) == 1


@pytest.mark.parametrize("write", ["update", "delete"])
@TABLES
def test_ticket_that_writes_touches_no_row_of_another_customer(
    arena: Arena, wall: Wall, write: str
) -> None:
    with arena.acting("app", arena.ticket("DELETE", arena.mine)) as cursor:
        sql = {"update": f"UPDATE {wall.table} SET {wall.column} = {wall.column}"}
        begin = sql.get(write, f"DELETE FROM {wall.table}")
        cursor.execute(f"{begin} WHERE {wall.column} = %s", [arena.theirs])
        assert cursor.rowcount == 0


@TABLES
def test_ticket_that_writes_adds_no_row_to_another_customer(arena: Arena, wall: Wall) -> None:
    ticket = arena.ticket("CREATE", arena.mine)
    for customer in (arena.theirs, UNNAMED):
        changed: dict[str, object] = {wall.column: customer}
        if wall.stamped:
            changed["ticket"] = str(ticket)
        row = copy_of(arena, wall, arena.mine, **changed)
        for after in ("", "ON CONFLICT DO NOTHING", "RETURNING *"):
            with arena.acting("app", ticket) as cursor, pytest.raises(InsufficientPrivilege):
                insert(cursor, wall, row, after)


@LIVE
def test_no_row_moves_to_another_customer(arena: Arena, wall: Wall) -> None:
    ticket = arena.ticket("CHANGE", arena.mine)
    stamp = f", ticket = '{ticket}'" if wall.stamped else ""
    for customer in (arena.theirs, UNNAMED):
        with arena.acting("app", ticket) as cursor, pytest.raises(InsufficientPrivilege):
            cursor.execute(
                f"UPDATE {wall.table} SET {wall.column} = %s{stamp} WHERE {wall.column} = %s",
                [customer, arena.mine],
            )


@LIVE
def test_no_row_of_another_customer_is_moved_here(arena: Arena, wall: Wall) -> None:
    ticket = arena.ticket("CHANGE", arena.mine)
    stamp = f", ticket = '{ticket}'" if wall.stamped else ""
    with arena.acting("app", ticket) as cursor:
        cursor.execute(
            f"UPDATE {wall.table} SET {wall.column} = %s{stamp} WHERE {wall.column} = %s",
            [arena.mine, arena.theirs],
        )
        assert cursor.rowcount == 0


@STAMPED
def test_written_row_carries_the_ticket_in_use_and_no_other(arena: Arena, wall: Wall) -> None:
    ticket, other = arena.ticket("CREATE", arena.mine), arena.ticket("CREATE", arena.mine)
    for stamp in (other, uuid.uuid4()):
        with arena.acting("app", ticket) as cursor, pytest.raises(InsufficientPrivilege):
            insert(cursor, wall, copy_of(arena, wall, arena.mine, ticket=str(stamp)))
        if not wall.history:
            with arena.acting("app", ticket) as cursor, pytest.raises(InsufficientPrivilege):
                cursor.execute(f"UPDATE {wall.table} SET ticket = %s", [str(stamp)])


@HISTORY
def test_version_never_changes_for_the_application(arena: Arena, wall: Wall) -> None:
    with arena.acting("app", arena.ticket("DELETE", arena.mine)) as cursor:
        for statement in (
            f"UPDATE {wall.table} SET history_type = 'x'",
            f"DELETE FROM {wall.table}",
        ):
            cursor.execute(statement)
            assert cursor.rowcount == 0


@TABLES
def test_copy_into_a_protected_table_is_refused(arena: Arena, wall: Wall) -> None:
    refused = pytest.raises(psycopg2.errors.FeatureNotSupported)
    with arena.acting("app", arena.ticket("CREATE", arena.mine)) as cursor, refused:
        cursor.execute(f"COPY {wall.table} FROM STDIN")


def _nothing(write: Callable[[], object]) -> bool:
    """Refused, or without effect."""
    try:
        return write() == 0
    except InsufficientPrivilege:
        return True
