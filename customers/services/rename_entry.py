"""Renaming an entry of the catalogue."""

from access.actor import Actor
from customers.curating import curating
from customers.models import Classification
from customers.services.add_entry import require_new_name


def rename_entry(*, actor: Actor, entry_id: str, name_zh: str, name_en: str) -> None:
    """Give it other names; its id stays. Raises NoGrant, ChangeRefused."""
    with curating(actor, "rename_entry", entry_id, fields=("name_zh", "name_en")) as entries:
        require_new_name(entries, name_zh, but=entry_id)
        Classification.objects.filter(pk=entry_id).update(name_zh=name_zh, name_en=name_en)
