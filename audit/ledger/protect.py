"""The SQL that builds a table's wall; a migration that makes a protected table runs it."""

from audit.ledger.wall import APP, DOOR, Wall


def protect(wall: Wall) -> str:
    """Row security of `wall.table`, for the owner too.

    A migration calls it with the wall as it was on that day, so that history does not move.
    """
    table = wall.table
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        *(policy.create(table) for policy in wall.policies()),
        f"REVOKE TRUNCATE, REFERENCES, TRIGGER ON {table} FROM {APP}",
    ]
    if wall.door:
        columns = ", ".join(f'"{column}"' for column in wall.door)
        statements.append(f"GRANT SELECT ({columns}) ON {table} TO {DOOR}")
    return ";\n".join(statements) + ";"
