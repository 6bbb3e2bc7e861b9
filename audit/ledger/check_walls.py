"""Compare the database's walls with those that this release declares."""

from collections.abc import Iterator, Sequence

from audit.ledger.catalog import SERVING, rows
from audit.ledger.check_code import code
from audit.ledger.check_rights import rights
from audit.ledger.wall import Wall


def drift(walls: Sequence[Wall]) -> list[str]:
    """Every difference in words; nothing where the walls stand as declared."""
    tables = {wall.table: wall for wall in walls}
    return [
        *_roles(),
        *_tables(tables),
        *_policies(tables),
        *rights(walls),
        *code(walls),
    ]


def _roles() -> Iterator[str]:
    sql = """
        SELECT r.rolname, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolreplication,
               EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid)
        FROM pg_roles r WHERE r.rolname = ANY (%s)
    """
    found = {name: (strong, member) for name, strong, member in rows(sql, [list(SERVING)])}
    for name in SERVING:
        strong, member = found.get(name, (True, True))
        if strong:
            yield f"role {name} is missing or may pass row security"
        if member:
            yield f"role {name} is a member of another role"
    if rows("SELECT 1 WHERE row_security_active('customers_customer') IS NOT TRUE"):
        yield "row security is not active for this connection"


def _tables(walls: dict[str, Wall]) -> Iterator[str]:
    sql = """
        SELECT relname, relrowsecurity AND relforcerowsecurity, pg_get_userbyid(relowner)
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY (%s)
    """
    found = {name: (forced, owner) for name, forced, owner in rows(sql, [list(walls)])}
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
    found = {tuple(row) for row in rows(sql)}
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
