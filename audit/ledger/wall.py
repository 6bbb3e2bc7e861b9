"""What the database guards on one protected table, declared once."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Wall:
    """A table whose rows exist, for app and owner, only under a ticket that names them.

    `column` holds the id that the ticket must name; `door` lists the columns that the door
    may use to scope, filter, sort and search; a `stamped` table's rows carry the ticket that
    wrote them.
    """

    table: str
    column: str
    door: tuple[str, ...] = ()
    stamped: bool = False

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
