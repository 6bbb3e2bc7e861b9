"""The SQL that builds a table's wall; a migration that makes a protected table runs it."""

from audit.ledger.wall import Wall

GUARDED = "custos_app, custos_owner"


def protect(wall: Wall) -> str:
    """Row security of `wall.table`: one permissive policy, and RESTRICTIVE ones beside it.

    Permissive policies are OR-ed: in that form one stray policy would open the table silently.
    A migration calls it with the wall as it was on that day, so that history does not move.
    """
    table = wall.table
    reads, writes, leaves = wall.reads(), wall.writes(), wall.leaves()
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY open ON {table} TO {GUARDED} USING (true) WITH CHECK (true)",
        f"CREATE POLICY read ON {table} AS RESTRICTIVE FOR SELECT TO {GUARDED} USING {reads}",
        f"CREATE POLICY insert ON {table} AS RESTRICTIVE FOR INSERT TO {GUARDED}"
        f" WITH CHECK {leaves}",
        f"CREATE POLICY update ON {table} AS RESTRICTIVE FOR UPDATE TO {GUARDED}"
        f" USING {writes} WITH CHECK {leaves}",
        f"CREATE POLICY delete ON {table} AS RESTRICTIVE FOR DELETE TO {GUARDED} USING {writes}",
        f"REVOKE TRUNCATE, REFERENCES, TRIGGER ON {table} FROM custos_app",
    ]
    if wall.door:
        columns = ", ".join(f'"{column}"' for column in wall.door)
        statements += [
            f"CREATE POLICY door ON {table} FOR SELECT TO custos_door USING (true)",
            f"GRANT SELECT ({columns}) ON {table} TO custos_door",
        ]
    return ";\n".join(statements) + ";"
