"""Keep a mapping; what was checked under another one is void."""

from access.actor import Actor
from access.errors import RecordNotVisible
from customers.imports.mapping import Mapping
from customers.imports.own_import import may_still_change, own_import
from customers.models import ImportState


def keep_mapping(*, actor: Actor, import_id: int, mapping: Mapping) -> None:
    """Raises RecordNotVisible where nothing can be changed any more, NoGrant, PurposeMissing."""
    imported = own_import(actor, import_id)
    if not may_still_change(imported):
        raise RecordNotVisible
    imported.mapping = mapping.sealed()
    imported.state, imported.job = ImportState.DRAFT, None
    imported.save(update_fields=["mapping", "state", "job", "changed_at"])
