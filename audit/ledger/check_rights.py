"""Compare what the serving roles may do with what this release declares."""

from collections.abc import Iterator, Sequence

from audit.ledger.catalog import SERVING, rows
from audit.ledger.wall import Wall

WRITERS = (
    *("open_ticket", "write_result", "write_note", "orphans"),
    *("write_refusal", "write_counted_refusals"),
)
READERS = ("ticket_ids", "ticket_write_ids", "current_ticket")


def rights(walls: Sequence[Wall]) -> Iterator[str]:
    """Every right too many or too few, in words."""
    yield from _columns(walls)
    yield from _tables(walls)
    yield from _functions()
    yield from _ledger()
    yield from _schemas()


def _columns(walls: Sequence[Wall]) -> Iterator[str]:
    sql = """
        SELECT c.relname::text, a.attname::text
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
          AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'django_migrations'
          AND has_column_privilege(%s, c.oid, a.attnum, %s)
    """
    declared = {(wall.table, column) for wall in walls for column in wall.door}
    may = set(rows(sql, ["custos_door", "SELECT"]))
    for table, column in sorted(declared - may):
        yield f"the door can't use {table}.{column}"
    for table, column in sorted(may - declared):
        yield f"the door may use {table}.{column}, which is not declared"
    for table, column in sorted(rows(sql, ["custos_door", "INSERT, UPDATE, REFERENCES"])):
        yield f"the door may write {table}.{column}"
    every = "SELECT, INSERT, UPDATE, REFERENCES"
    for table, column in sorted(set(rows(sql, ["custos_auditor", every]))):
        yield f"the auditor may use {table}.{column}, which is not declared"


def _tables(walls: Sequence[Wall]) -> Iterator[str]:
    sql = """
        SELECT r.rolname::text, c.relname::text FROM pg_class c, pg_roles r
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
          AND r.rolname = ANY (%s) AND has_table_privilege(r.oid, c.oid, %s)
          AND (%s::text[] IS NULL OR c.relname = ANY (%s))
        ORDER BY 1, 2
    """
    others = ["custos_door", "custos_auditor"]
    found = rows(sql, [others, "DELETE, TRUNCATE, TRIGGER", None, None])
    tables = [wall.table for wall in walls]
    found += rows(sql, [["custos_app"], "TRUNCATE, REFERENCES, TRIGGER", tables, tables])
    for role, table in found:
        yield f"role {role} has rights on {table} that are not declared"


def _functions() -> Iterator[str]:
    sql = """
        SELECT r.rolname::text, p.proname::text
        FROM pg_proc p, pg_roles r
        WHERE p.pronamespace = 'ledger'::regnamespace AND r.rolname = ANY (%s)
          AND has_function_privilege(r.oid, p.oid, 'EXECUTE')
    """
    declared = {("custos_door", name) for name in WRITERS}
    declared |= {("custos_app", name) for name in READERS}
    for role, function in sorted(declared ^ set(rows(sql, [list(SERVING)]))):
        yield f"role {role} has wrong rights on ledger.{function}"


def _ledger() -> Iterator[str]:
    sql = """
        SELECT r.rolname::text, c.relname::text FROM pg_class c, pg_roles r
        WHERE c.relnamespace = 'ledger'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
          AND r.rolname = ANY (%s)
          AND (has_table_privilege(r.oid, c.oid, 'DELETE, TRUNCATE, TRIGGER')
               OR has_any_column_privilege(r.oid, c.oid, 'INSERT, UPDATE, REFERENCES')
               OR (r.rolname <> 'custos_auditor' AND c.relname <> 'installation'
                   AND has_any_column_privilege(r.oid, c.oid, 'SELECT')))
        ORDER BY 1, 2
    """
    for role, table in rows(sql, [list(SERVING)]):
        yield f"role {role} has rights on ledger.{table} that are not declared"


def _schemas() -> Iterator[str]:
    """Who may make objects could put one in the way of ours."""
    sql = """
        SELECT r.rolname::text, n.nspname::text FROM pg_namespace n, pg_roles r
        WHERE r.rolname = ANY (%s) AND n.nspname !~ '^pg_'
          AND has_schema_privilege(r.oid, n.oid, 'CREATE')
        ORDER BY 1, 2
    """
    for role, schema in rows(sql, [list(SERVING)]):
        yield f"role {role} may make objects in the schema {schema}"
