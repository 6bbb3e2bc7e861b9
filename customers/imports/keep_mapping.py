"""Keep a mapping; what was checked under another one is void."""

from access.actor import Actor
from customers.imports.mapping import Mapping
from customers.imports.own_import import own_import, require_change
from customers.models import ImportState


def keep_mapping(*, actor: Actor, import_id: int, mapping: Mapping) -> None:
    """Raises StepRefused where nothing can be changed any more, and what own_import raises."""
    imported = own_import(actor, import_id)
    require_change(imported)
    imported.mapping = mapping.sealed()
    imported.state, imported.job = ImportState.DRAFT, None
    imported.save(update_fields=["mapping", "state", "job", "changed_at"])
