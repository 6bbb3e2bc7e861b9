"""What every written row carries: the ticket that wrote it, the writer, and its search index."""

from collections.abc import Iterable
from typing import TypeVar

from access.opened import Opened
from access.protected import ProtectedModel
from customers.models import Customer
from customers.search_terms import index_terms, index_text, sort_key

Row = TypeVar("Row", bound=ProtectedModel)


def stamp(rows: Iterable[Row], work: Opened, writer: int) -> list[Row]:
    """Put the ticket and the writer on the rows, and the index on customers."""
    stamped = []
    for row in rows:
        row.ticket = work.ticket.secret
        row._history_user = writer  # type: ignore[attr-defined]
        if isinstance(row, Customer):
            row.index_text = index_text(row.name, row.short_name)
            row.index_terms = index_terms(row.name, row.short_name)
            row.name_key = sort_key(row.name)
        stamped.append(row)
    return stamped
