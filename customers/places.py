"""Whose each customer is, or was, and which department's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from access.decision.facts_then import versions
from access.decision.place import Place
from customers.models import Customer


def customer_places(ids: Sequence[int], at: datetime | None) -> dict[int, Place]:
    """Those that exist now, or existed at the moment, under an open ticket."""
    if at is None:
        found = Customer.objects.filter(pk__in=ids, deleted_at=None)
        rows = found.values_list("id", "owner_id", "department_id")
        return {pk: Place(pk, owner, department) for pk, owner, department in rows}
    # No value that a grant could hide: only what scopes are measured by.
    kept: Any = Customer.history
    history = kept.filter(id__in=ids).only(
        "id", "owner_id", "department_id", "deleted_at", "history_type", "history_date"
    )
    return {
        version.id: Place(version.id, version.owner_id, version.department_id)
        for version in versions(history, at)
        if version.deleted_at is None
    }
