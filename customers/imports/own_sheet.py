"""The file of an import that can still be changed, for its own person."""

from access.actor import Actor
from customers.imports.errors import FileRefused, StepRefused
from customers.imports.own_import import own_import, require_change
from customers.imports.sheet import Sheet, open_sheet


def own_sheet(actor: Actor, import_id: int) -> Sheet:
    """Its table, once it is said what the rows become.

    Raises StepRefused where it is not, or too late; and what own_import raises.
    """
    imported = own_import(actor, import_id)
    require_change(imported)
    if not imported.target:
        raise StepRefused("target_missing")
    try:
        return open_sheet(imported)
    except FileRefused as refused:
        raise StepRefused(refused.code) from None
