"""Each guard is taken away in a database of its own: then the attack that it stops succeeds.

So no attack of this folder is refused for another reason, and none of them can't fail.
"""

import os
from collections.abc import Iterator

import psycopg2
import pytest
from psycopg2.errors import InsufficientPrivilege

from audit.ledger.check_code import SQL
from audit.ledger.protect import protect
from audit.ledger.wall import Wall
from config.policies import WALLS
from tests.walls.arena import OPEN, Arena, new_arena
from tests.walls.attacks import USELESS, attack, target_of
from tests.walls.forms import READS, ask
from tests.walls.writes import copy_of, insert

TABLES = pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.table)
CUSTOMER = WALLS[0]
FUNCTIONS = (SQL / "functions.sql").read_text()
SET = "SELECT set_config('custos.ticket', %s, true)"


@pytest.fixture(scope="module")
def broken(arena: Arena) -> Iterator[Arena]:
    """A copy of the arena in which guards are taken away and put back."""
    arena.close()
    with new_arena(f"{os.getpid()}_broken", arena.name) as made:
        made.mine, made.theirs = arena.mine, arena.theirs
        yield made


@pytest.fixture
def whole(broken: Arena) -> Iterator[Arena]:
    """The same; afterwards every wall and function stands again as declared."""
    yield broken
    for wall in WALLS:
        names = broken.names("SELECT policyname FROM pg_policies WHERE tablename = %s", wall.table)
        broken.change(*(f"DROP POLICY {name} ON {wall.table}" for name in names), protect(wall))
    broken.change(FUNCTIONS)


@TABLES
def test_restrictive_policy_is_what_hides_the_rows(whole: Arena, wall: Wall) -> None:
    whole.change(f"DROP POLICY read ON {wall.table}")
    target = target_of(whole, wall)
    for form in READS:
        assert attack(whole, target, form, None), form.name
        assert attack(whole, target, form, None, role="owner"), form.name


@TABLES
def test_permissive_form_would_fall_to_one_stray_policy(whole: Arena, wall: Wall) -> None:
    stray = f"CREATE POLICY stray ON {wall.table} TO custos_app USING (true)"
    whole.change(stray)
    target = target_of(whole, wall)
    assert attack(whole, target, READS[0], None) == []  # RESTRICTIVE: it opens nothing
    whole.change(
        f"DROP POLICY read ON {wall.table}",
        f"DROP POLICY open ON {wall.table}",
        f"CREATE POLICY read ON {wall.table} TO custos_app, custos_owner USING {wall.reads()}",
    )
    for form in READS:
        assert attack(whole, target, form, None), form.name


@TABLES
def test_row_security_is_what_holds_the_application(whole: Arena, wall: Wall) -> None:
    whole.change(f"ALTER TABLE {wall.table} DISABLE ROW LEVEL SECURITY")
    assert attack(whole, target_of(whole, wall), READS[0], None)


@TABLES
def test_force_is_what_holds_the_owner(whole: Arena, wall: Wall) -> None:
    whole.change(f"ALTER TABLE {wall.table} NO FORCE ROW LEVEL SECURITY")
    target = target_of(whole, wall)
    assert attack(whole, target, READS[0], None, role="owner")
    assert attack(whole, target, READS[0], None, role="app") == []


CONDITIONS = {
    "expired": "AND e.at > clock_timestamp() - interval '60 s'",
    "spent": "AND NOT EXISTS (SELECT FROM ledger.event r WHERE r.intent = e.id)",
    "a refusal's": "AND e.kind = 'INTENT'\n      AND e.xid IS",
}


@pytest.mark.parametrize("useless", CONDITIONS)
@TABLES
def test_each_condition_of_a_ticket_stops_its_attack(
    whole: Arena, wall: Wall, useless: str
) -> None:
    _without(whole, CONDITIONS[useless])
    target = target_of(whole, wall)
    assert attack(whole, target, READS[0], USELESS[useless](whole))
    for other in USELESS.keys() - CONDITIONS.keys() - {"the result's own"}:
        if "expired" not in other:
            assert attack(whole, target, READS[0], USELESS[other](whole)) == [], other


@pytest.mark.parametrize("savepoint", [False, True], ids=["transaction", "savepoint"])
def test_condition_on_the_transaction_stops_an_event_that_vanishes(
    whole: Arena, savepoint: bool
) -> None:
    _without(whole, "AND e.xid IS DISTINCT FROM pg_current_xact_id_if_assigned()")
    with whole.acting("owner") as cursor:
        if savepoint:
            cursor.execute("SAVEPOINT one")
        cursor.execute(OPEN, ["READ", [whole.mine]])
        cursor.execute(SET, [str(cursor.fetchone()[1])])
        assert ask(cursor, ["TABLE customers_customer"])


def test_stamp_stops_an_event_that_claims_another_transaction(whole: Arena) -> None:
    whole.change("ALTER TABLE ledger.event DISABLE TRIGGER event_is_stamped")
    try:
        with whole.acting("owner") as cursor:
            cursor.execute(
                "INSERT INTO ledger.event (kind, actor, verb, resource, ids, xid)"
                " VALUES ('INTENT', 'x', 'READ', '', %s, '3') RETURNING ticket",
                [[whole.mine]],
            )
            cursor.execute(SET, [str(cursor.fetchone()[0])])
            assert ask(cursor, ["TABLE customers_customer"])
    finally:
        whole.change("ALTER TABLE ledger.event ENABLE TRIGGER event_is_stamped")


@TABLES
def test_condition_on_the_verb_stops_a_reader_who_writes(whole: Arena, wall: Wall) -> None:
    _without(whole, "AND e.verb IN ('CREATE', 'CHANGE', 'DELETE', 'RESTORE')")
    ticket = whole.ticket("READ", whole.mine, 4712)
    changed: dict[str, object] = {wall.column: 4712 if wall == CUSTOMER else whole.mine}
    if wall.stamped:
        changed["ticket"] = str(ticket)
    with whole.acting("app", ticket) as cursor:
        assert insert(cursor, wall, copy_of(whole, wall, whole.mine, **changed)) == 1


@TABLES
def test_check_on_insert_stops_a_row_for_another_customer(whole: Arena, wall: Wall) -> None:
    """Beyond PostgreSQL's own: a row that INSERT ... RETURNING could not even show."""
    whole.change(f"DROP POLICY insert ON {wall.table}")
    ticket = whole.ticket("CREATE", whole.mine)
    customer = 4712 if wall == CUSTOMER else whole.theirs
    row = copy_of(whole, wall, whole.mine, **{wall.column: customer})
    with whole.acting("app", ticket) as cursor:
        assert insert(cursor, wall, row) == 1


@pytest.mark.parametrize(
    "wall", [wall for wall in WALLS if not wall.history], ids=lambda wall: wall.table
)
def test_policies_on_change_stop_their_attacks(whole: Arena, wall: Wall) -> None:
    sql = f"UPDATE {wall.table} SET {wall.column} = {wall.column} WHERE {wall.column} = %s"
    refused = pytest.raises(InsufficientPrivilege)
    with whole.acting("app", whole.ticket("READ", whole.mine)) as cursor, refused:
        cursor.execute(sql, [whole.mine])
    whole.change(f"DROP POLICY update ON {wall.table}", f"DROP POLICY delete ON {wall.table}")
    with whole.acting("app", whole.ticket("READ", whole.mine)) as cursor:
        cursor.execute(sql, [whole.mine])
        assert cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"DELETE FROM {wall.table} WHERE {wall.column} = %s", [whole.mine])
        assert cursor.rowcount


@pytest.mark.parametrize(
    "wall", [wall for wall in WALLS if wall.stamped], ids=lambda wall: wall.table
)
def test_stamp_check_stops_a_row_under_a_borrowed_ticket(whole: Arena, wall: Wall) -> None:
    whole.change(
        f"DROP POLICY insert ON {wall.table}",
        f"CREATE POLICY insert ON {wall.table} AS RESTRICTIVE FOR INSERT"
        f" TO custos_app, custos_owner WITH CHECK {wall.writes()}",
    )
    customer = 4712 if wall == CUSTOMER else whole.mine
    ticket, other = whole.ticket("CREATE", whole.mine, 4712), whole.ticket("CREATE", whole.mine)
    row = copy_of(whole, wall, whole.mine, ticket=str(other), **{wall.column: customer})
    with whole.acting("app", ticket) as cursor:
        assert insert(cursor, wall, row) == 1


@pytest.mark.parametrize(
    "wall", [wall for wall in WALLS if wall.history], ids=lambda wall: wall.table
)
def test_kept_policies_stop_a_version_from_being_rewritten(whole: Arena, wall: Wall) -> None:
    whole.change(
        f"DROP POLICY kept_update ON {wall.table}", f"DROP POLICY kept_delete ON {wall.table}"
    )
    with whole.acting("app", whole.ticket("CHANGE", whole.mine)) as cursor:
        cursor.execute(f"UPDATE {wall.table} SET history_type = '-'")
        assert cursor.rowcount
        cursor.execute(f"DELETE FROM {wall.table}")
        assert cursor.rowcount


@TABLES
def test_column_rights_are_what_holds_the_door(whole: Arena, wall: Wall) -> None:
    whole.change(f"GRANT SELECT ON {wall.table} TO custos_door")
    try:
        with whole.acting("door") as cursor:
            cursor.execute(f"TABLE {wall.table}")
            # Without a policy for the door it sees no row: two guards stand there.
            assert bool(cursor.fetchall()) is bool(wall.door)
    finally:
        whole.change(f"REVOKE ALL ON {wall.table} FROM custos_door", protect_rights(wall))


def protect_rights(wall: Wall) -> str:
    """The door's columns, again."""
    columns = ", ".join(wall.door)
    return f"GRANT SELECT ({columns}) ON {wall.table} TO custos_door" if columns else "SELECT 1"


def test_right_to_open_tickets_is_what_keeps_them_from_the_application(whole: Arena) -> None:
    whole.change("GRANT EXECUTE ON FUNCTION ledger.open_ticket TO custos_app")
    with whole.acting("app") as cursor:
        cursor.execute(OPEN, ["READ", [whole.theirs]])
        secret = cursor.fetchone()[1]
        cursor.connection.commit()
        cursor.execute(SET, [str(secret)])
        assert ask(cursor, ["TABLE customers_customer"])
    whole.change("REVOKE EXECUTE ON FUNCTION ledger.open_ticket FROM custos_app")


def test_right_on_events_is_what_keeps_open_tickets_from_the_application(whole: Arena) -> None:
    whole.change("GRANT SELECT ON ledger.event TO custos_app")
    whole.ticket("READ", whole.theirs)
    with whole.acting("app") as cursor:
        cursor.execute("SELECT ticket FROM ledger.event ORDER BY id DESC LIMIT 1")
        cursor.execute(SET, [str(cursor.fetchone()[0])])
        assert ask(cursor, ["TABLE customers_customer"])
    whole.change("REVOKE SELECT ON ledger.event FROM custos_app")


@pytest.mark.parametrize(
    ("trigger", "statement"),
    [
        ("event_never_changes", "UPDATE ledger.event SET actor = 'y'"),
        ("event_never_changes", "DELETE FROM ledger.pending; DELETE FROM ledger.event"),
        ("event_never_truncates", "TRUNCATE ledger.event CASCADE"),
    ],
)
def test_triggers_are_what_keeps_events(whole: Arena, trigger: str, statement: str) -> None:
    whole.ticket("READ", whole.mine)
    whole.change(f"ALTER TABLE ledger.event DISABLE TRIGGER {trigger}")
    try:
        with whole.acting("owner") as cursor:
            for part in statement.split("; "):
                cursor.execute(part)
            cursor.execute("SELECT count(*) FROM ledger.event WHERE actor <> 'y'")
            assert cursor.fetchone() == (0,)
    finally:
        whole.change(f"ALTER TABLE ledger.event ENABLE TRIGGER {trigger}")


def test_parent_table_would_show_rows_without_their_policies(whole: Arena) -> None:
    """check_walls looks for one: no policy of the child counts when the parent is asked."""
    whole.change(
        "CREATE TABLE parent (name varchar(200) NOT NULL)",
        "ALTER TABLE customers_customer INHERIT parent",
    )
    try:
        with whole.acting("app") as cursor:
            assert ask(cursor, ["TABLE parent"])
    finally:
        whole.change("ALTER TABLE customers_customer NO INHERIT parent", "DROP TABLE parent")


def test_session_setting_would_outlive_its_transaction(whole: Arena) -> None:
    """Why every ticket is set with `true`: else the next request on this connection has it."""
    ticket = str(whole.ticket("READ", whole.mine))
    for is_local in (True, False):
        with whole.acting("app") as cursor:
            cursor.execute("SELECT set_config('custos.ticket', %s, %s)", [ticket, is_local])
            cursor.execute("COMMIT")
            if is_local:
                with pytest.raises(InsufficientPrivilege):
                    cursor.execute("TABLE customers_customer")
            else:
                assert ask(cursor, ["TABLE customers_customer"])
                cursor.execute("RESET custos.ticket; COMMIT")


def _without(arena: Arena, condition: str) -> None:
    """Let ticket_ids() forget one condition; exactly one must be there."""
    assert FUNCTIONS.count(condition) == 1
    kept = "AND e.xid IS" if condition.endswith("AND e.xid IS") else ""
    arena.change(FUNCTIONS.replace(condition, kept))
    with pytest.raises(psycopg2.Error), arena.acting("app") as cursor:
        cursor.execute("TABLE customers_customer")
