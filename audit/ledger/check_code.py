"""Compare the functions and triggers that hold the walls with those that this release declares,
and find what could lead around them."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from audit.ledger.catalog import rows
from audit.ledger.wall import Wall

SQL = Path(__file__).parent / "sql"
GUARDED = ("event", "installation")
_TRIGGER = re.compile(
    r"CREATE TRIGGER (\w+) ([^;]*?) ON ledger\.(\w+)\s+FOR EACH (\w+) [^;]*\.(\w+)"
)


def code(walls: Sequence[Wall]) -> Iterator[str]:
    """Every difference, in words."""
    yield from _functions()
    yield from _triggers()
    yield from _around([wall.table for wall in walls])
    yield from _strangers()


def _functions() -> Iterator[str]:
    sql = """
        SELECT p.proname::text, p.prosrc, p.prosecdef, coalesce(p.proconfig, '{}'),
               pg_get_userbyid(p.proowner)::text
        FROM pg_proc p WHERE p.pronamespace = 'ledger'::regnamespace
    """
    found = rows(sql)
    declared = _declared_functions()
    known = {row[0]: row[1:] for row in found}
    for name, (digest, definer) in declared.items():
        source, is_definer, settings, owner = known.get(name, ("", False, [], ""))
        if _digest(source) != digest or is_definer is not definer:
            yield f"function ledger.{name} is not as declared"
        elif owner != "custos_owner" or settings != ["search_path=pg_catalog, pg_temp"]:
            yield f"function ledger.{name} has another owner or search path"
    for name in sorted({row[0] for row in found} - declared.keys()):
        yield f"function ledger.{name} is not declared"
    names = [row[0] for row in found]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"function ledger.{name} is there more than once"


def _declared_functions() -> dict[str, tuple[str, bool]]:
    """Each function: the digest of its body, and whether it runs as its owner."""
    found = {}
    for file in sorted(SQL.glob("*.sql")):
        for text in file.read_text().split("CREATE OR REPLACE FUNCTION ledger.")[1:]:
            head, body = text.split("$$")[:2]
            found[head.split("(", 1)[0]] = (_digest(body), "SECURITY DEFINER" in head)
    return found


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def _triggers() -> Iterator[str]:
    sql = """
        SELECT t.tgname::text, c.relname::text, p.proname::text, t.tgtype & 1 = 1,
               t.tgtype & 2 = 2, t.tgtype & 4 = 4, t.tgtype & 8 = 8, t.tgtype & 16 = 16,
               t.tgtype & 32 = 32
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE c.relnamespace = 'ledger'::regnamespace AND c.relname = ANY (%s)
          AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL
          AND p.pronamespace = 'ledger'::regnamespace
    """
    found, declared = set(rows(sql, [list(GUARDED)])), set(_declared_triggers())
    for trigger in sorted(declared - found):
        yield f"trigger {trigger[0]} is off, or is not as declared"
    other = """
        SELECT tgname::text FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
        WHERE relnamespace = 'ledger'::regnamespace AND relname = ANY (%s) AND NOT tgisinternal
    """
    names = {trigger[0] for trigger in declared}
    for (name,) in sorted(rows(other, [list(GUARDED)])):
        if name not in names:
            yield f"trigger {name} on the ledger is not declared"


def _declared_triggers() -> Iterator[tuple[object, ...]]:
    for file in sorted(SQL.glob("*.sql")):
        for name, when, table, each, function in _TRIGGER.findall(file.read_text()):
            if table in GUARDED:
                events = ("BEFORE", "INSERT", "DELETE", "UPDATE", "TRUNCATE")
                yield (name, table, function, each == "ROW", *(word in when for word in events))


def _around(tables: Sequence[str]) -> Iterator[str]:
    """Ways past a table's policies that need no policy: what its parent shows, what a rule or a
    trigger copies elsewhere."""
    sql = """
        SELECT c.relname::text, 'has the trigger ' || t.tgname FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (%(tables)s)
          AND NOT t.tgisinternal
        UNION ALL
        SELECT c.relname::text, 'has the rule ' || r.rulename FROM pg_rewrite r
        JOIN pg_class c ON c.oid = r.ev_class
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (%(tables)s)
        UNION ALL
        SELECT c.relname::text, 'is shown by the table ' || p.relname FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
        WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY (%(tables)s)
        UNION ALL
        SELECT p.relname::text, 'has the child table ' || c.relname FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
        WHERE p.relnamespace = 'public'::regnamespace AND p.relname = ANY (%(tables)s)
        ORDER BY 1, 2
    """
    for table, what in rows(sql, {"tables": list(tables)}):
        yield f"table {table} {what}, which is not declared"


def _strangers() -> Iterator[str]:
    """Objects that run or are read with the rights of another than the owner, and copies: a
    materialized view keeps rows without any policy."""
    sql = """
        SELECT 'relation ' || c.oid::regclass, c.relkind = 'm', pg_get_userbyid(c.relowner)::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
        UNION ALL
        SELECT 'function ' || p.oid::regprocedure, p.prosecdef AND n.nspname <> 'ledger',
               pg_get_userbyid(p.proowner)::text
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        ORDER BY 1
    """
    for what, is_way_around, owner in rows(sql):
        if owner != "custos_owner":
            yield f"{what} belongs to {owner}"
        elif is_way_around:
            yield f"{what} can lead around the walls"
