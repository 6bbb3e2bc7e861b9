"""check_walls names each kind of drift, and nothing where nothing was changed."""

import os
from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from audit.ledger.check_code import SQL
from audit.ledger.check_walls import drift
from audit.ledger.protect import protect
from config.policies import WALLS
from tests.template import point_at
from tests.walls.arena import Arena, new_arena

TABLE = "customers_contact"
FUNCTIONS = (SQL / "functions.sql").read_text()
WALL = next(wall for wall in WALLS if wall.table == TABLE)

# What the owner changes, what check_walls says of it, what puts it right.
CHANGES = {
    "policy missing": (
        f"DROP POLICY read ON {TABLE}",
        f"table {TABLE} lacks the policy read as declared",
        "",
    ),
    "policy too many": (
        f"CREATE POLICY stray ON {TABLE} TO custos_app USING (true)",
        f"table {TABLE} has a policy stray that is not declared",
        f"DROP POLICY stray ON {TABLE}",
    ),
    "policy with another condition": (
        f"ALTER POLICY read ON {TABLE} USING (true)",
        f"table {TABLE} lacks the policy read as declared",
        "",
    ),
    "policy with another check": (
        f"ALTER POLICY insert ON {TABLE} WITH CHECK (true)",
        f"table {TABLE} lacks the policy insert as declared",
        "",
    ),
    "policy for another role": (
        f"ALTER POLICY read ON {TABLE} TO custos_owner",
        f"table {TABLE} lacks the policy read as declared",
        "",
    ),
    "policy in the permissive form": (
        f"DROP POLICY read ON {TABLE}; CREATE POLICY read ON {TABLE} FOR SELECT"
        f" TO custos_app, custos_owner USING {WALL.reads()}",
        f"table {TABLE} lacks the policy read as declared",
        "",
    ),
    "policy on a table without a wall": (
        "CREATE POLICY stray ON access_user USING (true)",
        "table access_user has a policy stray that is not declared",
        "DROP POLICY stray ON access_user",
    ),
    "row security off": (
        f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY",
        f"table {TABLE} has no forced row security",
        f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
    ),
    "force off": (
        f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY",
        f"table {TABLE} has no forced row security",
        f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
    ),
    "table gone": (
        "ALTER TABLE customers_numberindex RENAME TO elsewhere",
        "table customers_numberindex has no forced row security",
        "ALTER TABLE elsewhere RENAME TO customers_numberindex",
    ),
    "door's column too many": (
        "GRANT SELECT (name) ON customers_customer TO custos_door",
        "the door may use customers_customer.name, which is not declared",
        "REVOKE SELECT (name) ON customers_customer FROM custos_door",
    ),
    "door's column missing": (
        "REVOKE SELECT (status) ON customers_customer FROM custos_door",
        "the door can't use customers_customer.status",
        "GRANT SELECT (status) ON customers_customer TO custos_door",
    ),
    "door writes a column": (
        "GRANT UPDATE (status) ON customers_customer TO custos_door",
        "the door may write customers_customer.status",
        "REVOKE UPDATE (status) ON customers_customer FROM custos_door",
    ),
    "door deletes": (
        "GRANT DELETE ON access_user TO custos_door",
        "role custos_door has rights on access_user that are not declared",
        "REVOKE DELETE ON access_user FROM custos_door",
    ),
    "auditor's column": (
        "GRANT SELECT (name) ON access_user TO custos_auditor",
        "the auditor may use access_user.name, which is not declared",
        "REVOKE SELECT (name) ON access_user FROM custos_auditor",
    ),
    "everybody's column": (
        "GRANT SELECT (title) ON customers_contact TO PUBLIC",
        "the door may use customers_contact.title, which is not declared",
        "REVOKE SELECT (title) ON customers_contact FROM PUBLIC",
    ),
    "application truncates": (
        f"GRANT TRUNCATE ON {TABLE} TO custos_app",
        f"role custos_app has rights on {TABLE} that are not declared",
        f"REVOKE TRUNCATE ON {TABLE} FROM custos_app",
    ),
    "application makes objects": (
        "GRANT CREATE ON SCHEMA public TO custos_app",
        "role custos_app may make objects in the schema public",
        "REVOKE CREATE ON SCHEMA public FROM custos_app",
    ),
    "application opens tickets": (
        "GRANT EXECUTE ON FUNCTION ledger.open_ticket TO custos_app",
        "role custos_app has wrong rights on ledger.open_ticket",
        "REVOKE EXECUTE ON FUNCTION ledger.open_ticket FROM custos_app",
    ),
    "door can't open tickets": (
        "REVOKE EXECUTE ON FUNCTION ledger.open_ticket FROM custos_door",
        "role custos_door has wrong rights on ledger.open_ticket",
        "GRANT EXECUTE ON FUNCTION ledger.open_ticket TO custos_door",
    ),
    "application reads events": (
        "GRANT SELECT (ticket) ON ledger.event TO custos_app",
        "role custos_app has rights on ledger.event that are not declared",
        "REVOKE SELECT (ticket) ON ledger.event FROM custos_app",
    ),
    "auditor writes events": (
        "GRANT INSERT ON ledger.event TO custos_auditor",
        "role custos_auditor has rights on ledger.event that are not declared",
        "REVOKE INSERT ON ledger.event FROM custos_auditor",
    ),
    "function changed": (
        FUNCTIONS.replace("interval '60 s'", "interval '60 h'"),
        "function ledger.ticket_ids is not as declared",
        FUNCTIONS,
    ),
    "function without its owner's rights": (
        "ALTER FUNCTION ledger.ticket_ids SECURITY INVOKER",
        "function ledger.ticket_ids is not as declared",
        "ALTER FUNCTION ledger.ticket_ids SECURITY DEFINER",
    ),
    "function with another search path": (
        "ALTER FUNCTION ledger.ticket_ids SET search_path = public",
        "function ledger.ticket_ids has another owner or search path",
        FUNCTIONS,
    ),
    "function of the same name": (
        "CREATE FUNCTION ledger.ticket_ids(text) RETURNS bigint[]"
        " LANGUAGE sql AS 'SELECT NULL::bigint[]'",
        "function ledger.ticket_ids is there more than once",
        "DROP FUNCTION ledger.ticket_ids(text)",
    ),
    "function in the ledger's schema": (
        "CREATE FUNCTION ledger.spy() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "function ledger.spy is not declared",
        "DROP FUNCTION ledger.spy",
    ),
    "function with the owner's rights elsewhere": (
        "CREATE FUNCTION public.spy() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "function spy() can lead around the walls",
        "DROP FUNCTION public.spy",
    ),
    "materialized view": (
        "CREATE MATERIALIZED VIEW spy AS SELECT 1",
        "relation spy can lead around the walls",
        "DROP MATERIALIZED VIEW spy",
    ),
    "parent table": (
        f"CREATE TABLE spy (title varchar(100) NOT NULL); ALTER TABLE {TABLE} INHERIT spy",
        f"table {TABLE} is shown by the table spy, which is not declared",
        f"ALTER TABLE {TABLE} NO INHERIT spy; DROP TABLE spy",
    ),
    "child table": (
        f"CREATE TABLE spy () INHERITS ({TABLE})",
        f"table {TABLE} has the child table spy, which is not declared",
        "DROP TABLE spy",
    ),
    "rule": (
        f"CREATE RULE spy AS ON DELETE TO {TABLE} DO ALSO NOTHING",
        f"table {TABLE} has the rule spy, which is not declared",
        f"DROP RULE spy ON {TABLE}",
    ),
    "trigger on a protected table": (
        f"CREATE TRIGGER spy BEFORE UPDATE ON {TABLE} FOR EACH ROW"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        f"table {TABLE} has the trigger spy, which is not declared",
        f"DROP TRIGGER spy ON {TABLE}",
    ),
    "trigger off": (
        "ALTER TABLE ledger.event DISABLE TRIGGER event_never_changes",
        "trigger event_never_changes is off, or is not as declared",
        "ALTER TABLE ledger.event ENABLE TRIGGER event_never_changes",
    ),
    "trigger of the replica only": (
        "ALTER TABLE ledger.event ENABLE REPLICA TRIGGER event_never_truncates",
        "trigger event_never_truncates is off, or is not as declared",
        "ALTER TABLE ledger.event ENABLE TRIGGER event_never_truncates",
    ),
    "trigger of the same name": (
        "DROP TRIGGER event_is_stamped ON ledger.event; CREATE TRIGGER event_is_stamped"
        " BEFORE INSERT ON ledger.event FOR EACH ROW WHEN (NEW.actor <> 'spy')"
        " EXECUTE FUNCTION ledger.stamp_event()",
        "trigger event_is_stamped is off, or is not as declared",
        "DROP TRIGGER event_is_stamped ON ledger.event; CREATE TRIGGER event_is_stamped"
        " BEFORE INSERT ON ledger.event FOR EACH ROW EXECUTE FUNCTION ledger.stamp_event()",
    ),
    "trigger too many": (
        "CREATE TRIGGER spy BEFORE INSERT ON ledger.event FOR EACH ROW"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "trigger spy on the ledger is not declared",
        "DROP TRIGGER spy ON ledger.event",
    ),
}


@pytest.fixture(scope="module")
def drifting(arena: Arena, django_db_blocker: DjangoDbBlocker) -> Iterator[Arena]:
    """A copy of the arena, at which Django's own connections point for the while."""
    arena.close()
    before = connections["default"].settings_dict["NAME"]
    with new_arena(f"{os.getpid()}_drift", arena.name) as made, django_db_blocker.unblock():
        point_at(made.name)
        yield made
        point_at(before)


@pytest.mark.parametrize("what", CHANGES)
def test_drift_is_named(drifting: Arena, what: str) -> None:
    change, words, back = CHANGES[what]
    drifting.change(change)
    try:
        assert words in drift(WALLS)
    finally:
        if back:
            drifting.change(back)
        else:
            names = drifting.names(
                "SELECT policyname FROM pg_policies WHERE tablename = %s", WALL.table
            )
            drifting.change(*(f"DROP POLICY {name} ON {TABLE}" for name in names), protect(WALL))
    assert drift(WALLS) == []


def test_wall_that_is_declared_but_was_never_built_is_named(drifting: Arena) -> None:
    found = drift([*WALLS, type(WALL)(table="customers_elsewhere", column="customer_id")])
    assert "table customers_elsewhere has no forced row security" in found
    assert "table customers_elsewhere lacks the policy read as declared" in found
