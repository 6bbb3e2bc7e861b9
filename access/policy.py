"""What a kind of protected record tells the gateway about itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.db.models import Q, QuerySet

from access.actor import Actor, HeldGrant
from access.decision.place import Place
from access.masking import Level
from access.query import Sort

Levels = Mapping[str, Level]

Row = TypeVar("Row")
Card = TypeVar("Card", covariant=True)


class Policy(Protocol[Row, Card]):
    """The whole answer for one resource: which rows, and how much of each."""

    resource: str
    sorts: Mapping[str, Sort]
    default_sort: str

    def finder(self, *, with_deleted: bool = False) -> QuerySet[Any]:
        """The records as the door sees them: columns that scope, filter, sort and search."""

    def scope(self, grant: HeldGrant, actor: Actor) -> list[Q]:
        """One condition per index that can answer it."""

    def filter(self, name: str, value: str) -> tuple[Q, str]:
        """The condition of a filter, and its field group. Raises QueryRefused."""

    def search(self, text: str, grant: HeldGrant) -> Q | None:
        """What the words find under this grant; nothing where it may not search."""

    def load(self, ids: Sequence[int], *, detail: bool) -> list[Row]:
        """The rows in this order, with what belongs to them; called under an open ticket."""

    def place(self, row: Row) -> Place:
        """Where a loaded row stands."""

    def places(self, ids: Sequence[int], at: datetime | None) -> dict[int, Place]:
        """Where those of the records stood that existed at the moment, or stand now; called under
        an open ticket."""

    def covers(self, grant: HeldGrant, place: Place, actor: Actor) -> bool:
        """The grant reaches a record that stands there: what `scope` says in SQL."""

    def present(self, row: Row, levels: Levels, *, may_reveal: bool) -> Card:
        """The frozen, already masked card of a row."""

    def reveal(self, row: Row, group: str, part: int | None) -> str | None:
        """One value in clear, or nothing where the record has no such part."""
