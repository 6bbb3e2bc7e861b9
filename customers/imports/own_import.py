"""An import for its own person, and nobody else."""

from access.actor import Actor
from access.errors import RecordNotVisible
from audit.ledger.event import Verb
from customers.imports.errors import StepRefused
from customers.models import Import, ImportState, Target
from customers.records import customer_records

# The verb that the rows of a target need beside IMPORT.
VERBS = {
    Target.CUSTOMERS: Verb.CREATE,
    Target.TRANSACTIONS: Verb.CHANGE,
    Target.LINES: Verb.CHANGE,
}


def own_import(actor: Actor, import_id: int) -> Import:
    """The import, where it is the actor's. Raises RecordNotVisible, NoGrant, PurposeMissing."""
    require_import(actor)
    found = Import.objects.select_related("job").filter(pk=import_id, owner=actor.id).first()
    if found is None:
        raise RecordNotVisible
    return found


def require_import(actor: Actor, target: str = "") -> None:
    """The actor may import, and do what the rows of the target need; a refusal is an event.

    Raises NoGrant, PurposeMissing.
    """
    for verb in (Verb.IMPORT, *([VERBS[Target(target)]] if target else [])):
        customer_records.reached(actor, verb, ())


def require_change(imported: Import) -> None:
    """Raises StepRefused where something has been written, or the file is gone."""
    if not may_still_change(imported):
        raise StepRefused("too_late")


def may_still_change(imported: Import) -> bool:
    """Nothing has been written yet, and the file is there."""
    return imported.state in {ImportState.DRAFT, ImportState.CHECKED} and bool(imported.stored_name)
