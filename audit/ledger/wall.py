"""What the database guards on one protected table, declared once."""

from dataclasses import dataclass

APP, DOOR, OWNER = "custos_app", "custos_door", "custos_owner"
GUARDED = f"{APP}, {OWNER}"


@dataclass(frozen=True)
class Policy:
    """One policy of row security, in the words that PostgreSQL prints."""

    name: str
    command: str
    roles: str
    using: str
    check: str
    permissive: bool = False

    def kind(self) -> str:
        """PERMISSIVE or RESTRICTIVE."""
        return "PERMISSIVE" if self.permissive else "RESTRICTIVE"

    def create(self, table: str) -> str:
        """The statement that makes it."""
        using = f" USING ({self.using})" if self.using else ""
        check = f" WITH CHECK ({self.check})" if self.check else ""
        return (
            f"CREATE POLICY {self.name} ON {table} AS {self.kind()}"
            f" FOR {self.command} TO {self.roles}{using}{check}"
        )


@dataclass(frozen=True, kw_only=True)
class Wall:
    """A table whose rows exist, for app and owner, only under a ticket that names them.

    `column` holds the id that the ticket must name; `door` lists the columns that the door
    may use to scope, filter, sort and search; a `stamped` table's rows carry the ticket that
    wrote them; a `history` table is append-only for the app, its versions are changed by the
    owner alone, under a ticket (re-keying, erasure).
    """

    table: str
    column: str
    door: tuple[str, ...] = ()
    stamped: bool = False
    history: bool = False

    def policies(self) -> tuple["Policy", ...]:
        """Every policy of the table: one permissive, the others RESTRICTIVE beside it.

        Permissive policies are OR-ed: in that form one stray policy would open the table silently.
        """
        reads, writes, leaves = self.reads(), self.writes(), self.leaves()
        found = [
            Policy("open", "ALL", GUARDED, "true", "true", permissive=True),
            Policy("read", "SELECT", GUARDED, reads, ""),
            Policy("insert", "INSERT", GUARDED, "", leaves),
        ]
        if self.history:
            found += [
                Policy("update", "UPDATE", OWNER, writes, writes),
                Policy("delete", "DELETE", OWNER, writes, ""),
                Policy("kept_update", "UPDATE", APP, "false", "false"),
                Policy("kept_delete", "DELETE", APP, "false", ""),
            ]
        else:
            found += [
                Policy("update", "UPDATE", GUARDED, writes, leaves),
                Policy("delete", "DELETE", GUARDED, writes, ""),
            ]
        if self.door:
            found.append(Policy("door", "SELECT", DOOR, "true", "", permissive=True))
        return tuple(found)

    def reads(self) -> str:
        """The condition under which a row may be seen, as PostgreSQL prints it."""
        return f"({self.column} = ANY (( SELECT ledger.ticket_ids() AS ticket_ids)::bigint[]))"

    def writes(self) -> str:
        """The condition under which a row may be changed or removed, as PostgreSQL prints it."""
        opened = "( SELECT ledger.ticket_write_ids() AS ticket_write_ids)::bigint[]"
        return f"({self.column} = ANY ({opened}))"

    def leaves(self) -> str:
        """The condition that a written row must meet, as PostgreSQL prints it."""
        if not self.stamped:
            return self.writes()
        stamp = "(ticket = ( SELECT ledger.current_ticket() AS current_ticket))"
        return f"({self.writes()} AND {stamp})"
