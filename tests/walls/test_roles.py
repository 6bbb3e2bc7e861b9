"""What each role may do beside the rows: the door's columns, the auditor's book, no ledger."""

import psycopg2
import pytest
from psycopg2.errors import InsufficientPrivilege

from audit.ledger.wall import Wall
from config.policies import WALLS
from tests.walls.arena import CANARIES, OPEN, Arena

TABLES = pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.table)
SERVING = ("app", "door", "auditor")
LEDGER = ("ledger.event", "ledger.pending", "ledger.installation", "ledger.refusal")
# Whether the data is invented is everybody's to know.
READABLE = {(role, "ledger.installation") for role in SERVING} | {
    ("auditor", "ledger.event"),
    ("auditor", "ledger.pending"),  # numbers of events alone: what is not sealed yet
}


def columns(arena: Arena, table: str) -> list[str]:
    with arena.acting("owner") as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
            " AND NOT attisdropped",
            [table],
        )
        return [row[0] for row in cursor.fetchall()]


@TABLES
def test_door_reads_its_columns_and_no_other(arena: Arena, wall: Wall) -> None:
    for column in columns(arena, wall.table):
        for expression in (column, f"max({column}::text)", f"count({column})"):
            with arena.acting("door") as cursor:
                if column in wall.door:
                    cursor.execute(f"SELECT {expression} FROM {wall.table}")
                    assert cursor.fetchall()
                else:
                    with pytest.raises(InsufficientPrivilege):
                        cursor.execute(f"SELECT {expression} FROM {wall.table}")


@pytest.mark.parametrize(
    "statement",
    [
        "TABLE {t}",
        "SELECT t FROM {t} t",
        "SELECT to_jsonb(t) FROM {t} t",
        "SELECT xmin FROM {t} WHERE {t}::text LIKE '%金丝雀%'",
        "INSERT INTO {t} DEFAULT VALUES",
        "UPDATE {t} SET {c} = {c}",
        "DELETE FROM {t}",
        "TRUNCATE {t} CASCADE",
        "SELECT {c} FROM {t} FOR UPDATE",
        "COPY {t} TO STDOUT",
        "SET ROLE custos_owner",
        "SET ROLE custos_app",
    ],
)
@TABLES
def test_door_has_no_whole_row_and_writes_nothing(arena: Arena, wall: Wall, statement: str) -> None:
    with arena.acting("door") as cursor, pytest.raises(InsufficientPrivilege):
        cursor.execute(statement.format(t=wall.table, c=wall.column).replace("%", "%%"), [])


def test_door_sees_no_table_but_the_declared_ones(arena: Arena) -> None:
    declared = {wall.table for wall in WALLS if wall.door} | {"django_migrations"}
    assert _readable(arena, "door") == declared


def test_auditor_sees_no_table_of_the_company(arena: Arena) -> None:
    assert _readable(arena, "auditor") == {"django_migrations"}


def _readable(arena: Arena, role: str) -> set[str]:
    with arena.acting(role) as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p', 'v', 'm', 'f') AND (has_table_privilege(oid, 'SELECT')"
            " OR has_any_column_privilege(oid, 'SELECT'))"
        )
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize(
    "verb",
    [
        "SELECT * FROM {}",
        "UPDATE {} SET {} = {}",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "INSERT INTO {} DEFAULT VALUES",
        "COPY {} TO STDOUT",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
    ],
)
@pytest.mark.parametrize("table", LEDGER)
@pytest.mark.parametrize("role", SERVING)
def test_ledger_is_closed_to_every_serving_role(
    arena: Arena, role: str, table: str, verb: str
) -> None:
    if verb.startswith(("SELECT", "COPY")) and (role, table) in READABLE:
        return
    column = columns(arena, table)[-1]
    with arena.acting(role) as cursor, pytest.raises(InsufficientPrivilege):
        cursor.execute(verb.format(table, column, column))


@pytest.mark.parametrize(
    "call",
    [
        OPEN.replace("%s", "'READ'", 1).replace("%s", "'{1}'"),
        "SELECT ledger.write_result(1, 'ALLOWED', '{}')",
        "SELECT ledger.write_note('x', 'READ', '', '', '', '{}', '', 'ALLOWED', '{}')",
        "SELECT ledger.orphans(now(), now())",
        "SELECT ledger.write_refusal('x', 'x', 'READ', '', '', '', '{}', '', '{}')",
        "SELECT ledger.write_counted_refusals()",
    ],
)
@pytest.mark.parametrize("role", ["app", "auditor"])
def test_only_the_door_writes_events(arena: Arena, role: str, call: str) -> None:
    with arena.acting(role) as cursor, pytest.raises(InsufficientPrivilege):
        cursor.execute(call)


def test_door_opens_tickets_but_can_not_use_them(arena: Arena) -> None:
    for function in ("ticket_ids", "ticket_write_ids", "current_ticket"):
        with arena.acting("door") as cursor, pytest.raises(InsufficientPrivilege):
            cursor.execute(f"SELECT ledger.{function}()")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger.event SET actor = 'y'",
        "UPDATE ledger.event SET at = at",
        "DELETE FROM ledger.event",
        "TRUNCATE ledger.event CASCADE",
        "UPDATE ledger.installation SET synthetic = NOT synthetic",
        "DELETE FROM ledger.installation",
        "INSERT INTO ledger.event (kind, actor, verb, resource) VALUES ('INTENT', 'x', 'READ', '')"
        " ON CONFLICT (id) DO UPDATE SET actor = 'y'; UPDATE ledger.event SET actor = 'y'",
        "MERGE INTO ledger.event e USING (VALUES (1)) v (id) ON true WHEN MATCHED THEN DELETE",
    ],
)
def test_event_never_changes_not_even_for_the_owner(arena: Arena, statement: str) -> None:
    arena.ticket("READ", arena.mine)
    with arena.acting("owner") as cursor, pytest.raises(InsufficientPrivilege, match="never"):
        cursor.execute(statement)


@pytest.mark.parametrize("role", SERVING)
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.spy ()",
        "CREATE FUNCTION public.spy() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA spy",
        "CREATE FUNCTION ledger.spy() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER FUNCTION ledger.ticket_ids() COST 1",
        "CREATE EXTENSION postgres_fdw",
        "CREATE ROLE spy",
        "GRANT custos_owner TO CURRENT_USER",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
        "ALTER ROLE CURRENT_USER SET track_activities = on",
        "SET track_activities = on",
        "SET session_replication_role = replica",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT pg_ls_dir('.')",
    ],
)
def test_serving_role_makes_and_reaches_nothing(arena: Arena, role: str, statement: str) -> None:
    with arena.acting(role) as cursor, pytest.raises(psycopg2.Error) as refused:
        cursor.execute(statement)
    assert refused.value.pgcode in {"42501", "0A000", "55000"}  # 0A000: no such extension here


@pytest.mark.parametrize("role", SERVING)
def test_statistics_tell_nothing(arena: Arena, role: str) -> None:
    arena.change(*(f"ANALYZE {wall.table}" for wall in WALLS))
    tables = [wall.table for wall in WALLS]
    for view in ("pg_stats", "pg_stats_ext", "pg_stats_ext_exprs"):
        with arena.acting(role) as cursor:
            cursor.execute(f"SELECT * FROM {view} WHERE tablename = ANY (%s)", [tables])
            assert cursor.fetchall() == []


@pytest.mark.parametrize("role", SERVING)
def test_activity_shows_neither_the_values_nor_the_ticket_of_another_session(
    arena: Arena, role: str
) -> None:
    """A role sees the statements of its other sessions: their parameters are in the text."""
    from tests.walls.arena import connect

    victim = connect(role, arena.name)
    try:
        with victim.cursor() as busy, arena.acting(role) as cursor:
            busy.execute("SELECT set_config('custos.ticket', %s, true)", [CANARIES["mine"]])
            cursor.execute("SELECT query FROM pg_stat_activity")
            assert CANARIES["mine"] not in str(cursor.fetchall())
    finally:
        victim.close()
