"""What a list is asked for: search, filters, sort, a place in it."""

from dataclasses import dataclass, field

from django.db.models import F, OrderBy, Q
from django.db.models.functions import Coalesce


@dataclass(frozen=True, kw_only=True)
class PageQuery:
    """One page of a list. `after` and `before` are ids of records: a URL carries no value."""

    search: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    sort: str = ""
    after: int | None = None
    before: int | None = None
    size: int = 50


@dataclass(frozen=True)
class Sort:
    """An order by an indexed column, then by id; nulls come last in both directions."""

    column: str
    group: str
    descending: bool = False

    def order(self, *, backward: bool, by_index: bool = True) -> tuple[OrderBy, OrderBy]:
        """The ORDER BY, or the opposite one for a page before.

        Not `by_index`: the same order in a form that no index gives. Where few rows match, the
        planner must find these and sort them; left to itself it walks the sorted index, and a
        filter that goes with the sort (a city with the names that start with it) is met last.
        """
        ids = F("id")
        value = F(self.column) if by_index else Coalesce(self.column, self.column)
        if self.descending is backward:
            return value.asc(nulls_first=backward or None), ids.asc()
        return value.desc(nulls_last=not backward or None), ids.desc()

    def beyond(self, value: object, record_id: int, *, backward: bool) -> Q:
        """What lies after (or before) the record with this value and id."""
        up = self.descending is backward
        tie = Q(**{self.column: value, f"id__{'gt' if up else 'lt'}": record_id})
        if value is None:
            rest = Q(**{f"{self.column}__isnull": False}) if backward else Q(pk__in=())
            return rest | tie
        further = Q(**{f"{self.column}__{'gt' if up else 'lt'}": value}) | tie
        if self.descending and not backward:
            return further | Q(**{self.column: None})
        return further & Q(**{f"{self.column}__{'gte' if up else 'lte'}": value})
