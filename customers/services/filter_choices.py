"""What a list of customers can be filtered by: the open entries of the catalogue."""

from customers.cards import Named
from customers.models import Classification


def filter_choices() -> dict[str, list[Named]]:
    """The entries of each axis in their order; one query."""
    found: dict[str, list[Named]] = {}
    entries = Classification.objects.filter(is_active=True).order_by("position", "id")
    for axis, pk, zh, en in entries.values_list("axis", "id", "name_zh", "name_en"):
        found.setdefault(axis, []).append(Named(pk, zh, en))
    return found
