"""Games with tickets: in one transaction, across savepoints, with cursors, on a shared
connection."""

import psycopg2
import pytest
from psycopg2.errors import InsufficientPrivilege

from config.policies import WALLS
from tests.walls.arena import OPEN, Arena

TABLES = pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.table)
SET = "SELECT set_config('custos.ticket', %s, true)"
COUNT = "SELECT count(*) FROM customers_customer"


@pytest.mark.parametrize("savepoint", [False, True], ids=["transaction", "savepoint"])
@TABLES
def test_ticket_of_the_same_open_transaction_opens_nothing(
    arena: Arena, wall: object, savepoint: bool
) -> None:
    """Or a rollback would take the event back after the rows have left."""
    with arena.acting("owner") as cursor:
        if savepoint:
            cursor.execute("SAVEPOINT one")
        cursor.execute(OPEN, ["READ", [arena.mine]])
        _, secret = cursor.fetchone()
        if savepoint:
            cursor.execute("RELEASE SAVEPOINT one")
        cursor.execute(SET, [str(secret)])
        with pytest.raises(InsufficientPrivilege, match="no open ticket"):
            cursor.execute(f"TABLE {wall.table}")  # type: ignore[attr-defined]


def test_event_can_not_claim_another_transaction(arena: Arena) -> None:
    """Whoever may insert could else write an event that its own transaction believes."""
    with arena.acting("owner") as cursor:
        cursor.execute(
            "INSERT INTO ledger.event (kind, actor, verb, resource, ids, xid)"
            " VALUES ('INTENT', 'x', 'READ', '', %s, '3') RETURNING ticket",
            [[arena.mine]],
        )
        (secret,) = cursor.fetchone()
        cursor.execute(SET, [str(secret)])
        with pytest.raises(InsufficientPrivilege, match="no open ticket"):
            cursor.execute(COUNT)


def test_ticket_ends_with_its_transaction(arena: Arena) -> None:
    ticket = arena.ticket("READ", arena.mine)
    for end in ("COMMIT", "ROLLBACK"):
        with arena.acting("app", ticket) as cursor:
            cursor.execute(COUNT)
            assert cursor.fetchone() == (1,)
            cursor.execute(end)
            with pytest.raises(InsufficientPrivilege, match="no open ticket"):
                cursor.execute(COUNT)


def test_ticket_set_before_a_savepoint_comes_back_after_its_rollback(arena: Arena) -> None:
    mine, both = arena.ticket("READ", arena.mine), arena.ticket("READ", arena.mine, arena.theirs)
    with arena.acting("app", mine) as cursor:
        cursor.execute("SAVEPOINT one")
        cursor.execute(SET, [str(both)])
        cursor.execute("ROLLBACK TO one")
        cursor.execute(COUNT)
        assert cursor.fetchone() == (1,)


def test_error_does_not_keep_a_ticket_alive(arena: Arena) -> None:
    with arena.acting("app", arena.ticket("READ", arena.mine)) as cursor:
        with pytest.raises(psycopg2.errors.DivisionByZero):
            cursor.execute("SELECT 1 / 0")
        cursor.connection.rollback()
        with pytest.raises(InsufficientPrivilege, match="no open ticket"):
            cursor.execute(COUNT)


def test_cursor_older_than_the_result_ends_with_the_ids_that_its_ticket_named(
    arena: Arena,
) -> None:
    """A cursor sees the ledger as it was when it was declared, for the ticket's 60 seconds."""
    event, secret = arena.event("READ", arena.mine)
    with arena.acting("app", secret) as cursor:
        cursor.execute("DECLARE late CURSOR FOR SELECT id FROM customers_customer")
        arena.spend(event)
        cursor.execute("FETCH ALL FROM late")
        assert cursor.fetchall() == [(arena.mine,)]


def test_cursor_under_way_ends_with_the_ids_that_its_ticket_named(arena: Arena) -> None:
    """PostgreSQL asks for the ticket once, at the first fetch: the rest are rows of the event."""
    event, secret = arena.event("READ", arena.mine)
    with arena.acting("app", secret) as cursor:
        cursor.execute("DECLARE slow CURSOR FOR SELECT customer_id FROM customers_historicalcontact"
                       " UNION ALL SELECT id FROM customers_customer")  # fmt: skip
        cursor.execute("FETCH 1 FROM slow")
        arena.spend(event)
        cursor.execute("FETCH ALL FROM slow")
        assert {row[0] for row in cursor.fetchall()} <= {arena.mine}


def test_cursor_with_hold_ends_with_the_ids_that_its_ticket_named(arena: Arena) -> None:
    with arena.acting("app", arena.ticket("READ", arena.mine)) as cursor:
        cursor.execute("DECLARE held CURSOR WITH HOLD FOR SELECT id FROM customers_customer")
        cursor.execute("COMMIT")
        cursor.execute("FETCH ALL FROM held")
        assert cursor.fetchall() == [(arena.mine,)]
        cursor.execute("CLOSE held")


def test_prepared_statement_asks_for_the_ticket_each_time(arena: Arena) -> None:
    event, secret = arena.event("READ", arena.mine)
    with arena.acting("app", secret) as cursor:
        cursor.execute("DEALLOCATE ALL; PREPARE again AS SELECT id FROM customers_customer")
        for _ in range(7):  # beyond the fifth the plan is a generic one
            cursor.execute("EXECUTE again")
            assert cursor.fetchall() == [(arena.mine,)]
        other = arena.ticket("READ", arena.theirs)
        cursor.execute(SET, [str(other)])
        cursor.execute("EXECUTE again")
        assert cursor.fetchall() == [(arena.theirs,)]
        cursor.execute(SET, [str(secret)])
        arena.spend(event)
        with pytest.raises(InsufficientPrivilege, match="no open ticket"):
            cursor.execute("EXECUTE again")


def test_snapshot_older_than_the_result_ends_with_the_ids_that_its_ticket_named(
    arena: Arena,
) -> None:
    """So does a transaction that keeps its snapshot; the events of others it never sees."""
    event, secret = arena.event("READ", arena.mine)
    with arena.acting("app") as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(SET, [str(secret)])  # takes the snapshot
        arena.spend(event)
        cursor.execute("SELECT id FROM customers_customer")
        assert cursor.fetchall() == [(arena.mine,)]
        cursor.execute(SET, [str(arena.ticket("READ", arena.theirs))])
        with pytest.raises(InsufficientPrivilege, match="no open ticket"):
            cursor.execute(COUNT)


def test_ticket_is_spent_once(arena: Arena) -> None:
    event, _ = arena.event("READ", arena.mine)
    arena.spend(event)
    with pytest.raises(psycopg2.errors.UniqueViolation):
        arena.spend(event)


def test_ticket_names_at_most_a_thousand_ids(arena: Arena) -> None:
    arena.ticket("READ", *range(1000))
    with pytest.raises(psycopg2.errors.CheckViolation):
        arena.ticket("READ", *range(1001))


def test_ticket_without_ids_opens_nothing(arena: Arena) -> None:
    with arena.acting("app", arena.ticket("READ")) as cursor:
        cursor.execute(COUNT)
        assert cursor.fetchone() == (0,)
