"""Compare the database's walls with those that this release declares."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connection

from audit.ledger.wall import Wall

FUNCTIONS = Path(__file__).parent / "sql" / "functions.sql"
SERVING = ("custos_app", "custos_door", "custos_auditor")


def drift(walls: Sequence[Wall]) -> list[str]:
    """Every difference in words; nothing where the walls stand as declared."""
    tables = {wall.table: wall for wall in walls}
    return [
        *_roles(),
        *_tables(tables),
        *_policies(tables),
        *_door_rights(walls),
        *_functions(),
        *_triggers(),
        *_ledger_rights(),
    ]


def _rows(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _roles() -> Iterator[str]:
    sql = """
        SELECT r.rolname, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolreplication,
               EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid)
        FROM pg_roles r WHERE r.rolname = ANY (%s)
    """
    found = {name: (strong, member) for name, strong, member in _rows(sql, [list(SERVING)])}
    for name in SERVING:
        strong, member = found.get(name, (True, True))
        if strong:
            yield f"role {name} is missing or may pass row security"
        if member:
            yield f"role {name} is a member of another role"
    if _rows("SELECT 1 WHERE row_security_active('customers_customer') IS NOT TRUE"):
        yield "row security is not active for this connection"


def _tables(walls: dict[str, Wall]) -> Iterator[str]:
    sql = """
        SELECT relname, relrowsecurity AND relforcerowsecurity, pg_get_userbyid(relowner)
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY (%s)
    """
    found = {name: (forced, owner) for name, forced, owner in _rows(sql, [list(walls)])}
    for name in walls:
        forced, owner = found.get(name, (False, ""))
        if not forced:
            yield f"table {name} has no forced row security"
        if owner != "custos_owner":
            yield f"table {name} belongs to {owner or 'nobody'}"


def _policies(walls: dict[str, Wall]) -> Iterator[str]:
    sql = """
        SELECT tablename, policyname, permissive, array_to_string(roles, ', '), cmd,
               coalesce(qual, ''), coalesce(with_check, '')
        FROM pg_policies WHERE schemaname = 'public'
    """
    found = {tuple(row) for row in _rows(sql)}
    declared = {row for wall in walls.values() for row in _declared(wall)}
    for row in sorted(declared - found):
        yield f"table {row[0]} lacks the policy {row[1]} as declared"
    for row in sorted(found - declared):
        yield f"table {row[0]} has a policy {row[1]} that is not declared"


def _declared(wall: Wall) -> Iterator[tuple[str, ...]]:
    for policy in wall.policies():
        yield (
            wall.table,
            policy.name,
            policy.kind(),
            policy.roles,
            policy.command,
            policy.using,
            policy.check,
        )


def _door_rights(walls: Iterable[Wall]) -> Iterator[str]:
    sql = """
        SELECT c.relname::text, a.attname::text
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
          AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'django_migrations'
          AND has_column_privilege(%s, c.oid, a.attnum, 'SELECT, INSERT, UPDATE, REFERENCES')
    """
    declared = {(wall.table, column) for wall in walls for column in wall.door}
    may = set(_rows(sql, ["custos_door"]))
    for table, column in sorted(declared - may):
        yield f"the door can't use {table}.{column}"
    for table, column in sorted(may - declared):
        yield f"the door may use {table}.{column}, which is not declared"
    for table, column in sorted(set(_rows(sql, ["custos_auditor"]))):
        yield f"the auditor may use {table}.{column}, which is not declared"


def _functions() -> Iterator[str]:
    sql = """
        SELECT p.proname::text, p.prosrc, p.prosecdef, coalesce(p.proconfig, '{}'),
               pg_get_userbyid(p.proowner)
        FROM pg_proc p WHERE p.pronamespace = 'ledger'::regnamespace
    """
    found = {row[0]: row[1:] for row in _rows(sql)}
    declared = _declared_functions()
    for name, digest in declared.items():
        source, _, settings, owner = found.get(name, ("", False, [], ""))
        if _digest(source) != digest:
            yield f"function ledger.{name} is not as declared"
        elif owner != "custos_owner" or settings != ["search_path=pg_catalog, pg_temp"]:
            yield f"function ledger.{name} has another owner or search path"
    for name in sorted(found.keys() - declared.keys()):
        yield f"function ledger.{name} is not declared"


def _declared_functions() -> dict[str, str]:
    """Each function's name and the digest of its body, read from the SQL that made it."""
    found = {}
    for text in FUNCTIONS.read_text().split("CREATE OR REPLACE FUNCTION ledger.")[1:]:
        found[text.split("(", 1)[0]] = _digest(text.split("$$")[1])
    return found


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def _triggers() -> Iterator[str]:
    sql = """
        SELECT tgname::text FROM pg_trigger
        WHERE tgrelid IN ('ledger.event'::regclass, 'ledger.installation'::regclass)
          AND NOT tgisinternal AND tgenabled = 'O'
    """
    declared = {
        "event_never_changes",
        "event_never_truncates",
        "event_is_queued",
        "installation_never_changes",
    }
    for name in sorted(declared - {row[0] for row in _rows(sql)}):
        yield f"trigger {name} is off"


def _ledger_rights() -> Iterator[str]:
    sql = """
        SELECT r.rolname::text, p.oid::regprocedure::text
        FROM pg_proc p, pg_roles r
        WHERE p.pronamespace = 'ledger'::regnamespace AND r.rolname = ANY (%s)
          AND p.proname IN ('open_ticket', 'write_result', 'write_note')
          AND has_function_privilege(r.oid, p.oid, 'EXECUTE') <> (r.rolname = 'custos_door')
    """
    for role, function in _rows(sql, [list(SERVING)]):
        yield f"role {role} has wrong rights on {function}"
    for role, table in _rows(
        """
        SELECT r.rolname::text, c.relname::text FROM pg_class c, pg_roles r
        WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind = 'r'
          AND r.rolname = ANY (%s)
          AND (has_table_privilege(r.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
               OR (r.rolname <> 'custos_auditor' AND c.relname = 'event'
                   AND has_table_privilege(r.oid, c.oid, 'SELECT')))
        """,
        [list(SERVING)],
    ):
        yield f"role {role} has rights on ledger.{table} that are not declared"
