"""Changing the order in which forms show the entries of an axis."""

from access.actor import Actor
from customers.curating import curating
from customers.models import Classification


def move_entry(*, actor: Actor, entry_id: str, places: int) -> None:
    """Move it up (-1) or down (1) among the others. Raises NoGrant."""
    with curating(actor, "move_entry", entry_id, fields=("position",)) as entries:
        here = next(at for at, one in enumerate(entries) if one.pk == entry_id)
        there = min(max(here + places, 0), len(entries) - 1)
        entries.insert(there, entries.pop(here))
        for position, one in enumerate(entries, start=1):
            one.position = position
        Classification.objects.bulk_update(entries, ["position"])
