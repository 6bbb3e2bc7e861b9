"""Whose each customer is, or was, which department's, and what it is classified as."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from access.decision.facts_then import versions
from access.decision.place import Place
from customers.declared import AXES, marks_of
from customers.models import Customer

_MEASURED = ("owner_id", "department_id", "region", *(f"{axis}_id" for axis in AXES))


def customer_places(ids: Sequence[int], at: datetime | None) -> dict[int, Place]:
    """Those that exist now, or existed at the moment, under an open ticket."""
    if at is None:
        found = Customer.objects.filter(pk__in=ids, deleted_at=None).only("id", *_MEASURED)
        return {row.pk: _place(row) for row in found}
    # No value that a grant could hide: only what scopes are measured by.
    kept: Any = Customer.history
    history = kept.filter(id__in=ids).only(
        "id", *_MEASURED, "deleted_at", "history_type", "history_date"
    )
    return {
        version.id: _place(version)
        for version in versions(history, at)
        if version.deleted_at is None
    }


def _place(row: Any) -> Place:
    return Place(row.id, row.owner_id, row.department_id, marks_of(row))
