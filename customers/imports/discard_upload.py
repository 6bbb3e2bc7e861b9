"""Give an upload up before anything of it is written."""

from django.db import transaction

from access.actor import Actor
from access.public_id import encode
from audit.ledger.event import Verb
from customers.imports.own_import import own_import, require_change
from customers.imports.storage import delete
from customers.jobs.cancel_job import cancel_job
from customers.models import Import, ImportState
from customers.records import customer_records


def discard_upload(*, actor: Actor, import_id: int) -> None:
    """Destroy the file; the import stays in the list as given up, and a check under way ends.

    Raises StepRefused once the writing has begun or the file is gone, and what own_import raises.
    """
    own_import(actor, import_id)
    with transaction.atomic():
        # Locked, so that no start can come between.
        imported = Import.objects.select_for_update().get(pk=import_id)
        require_change(imported)
        if imported.job_id:
            cancel_job(actor=actor, job_id=imported.job_id)
        body = {"step": "ABANDONED", "import": encode(import_id)}
        customer_records.enter(actor, Verb.IMPORT, body)
        stored = imported.stored_name
        imported.state, imported.stored_name = ImportState.ABANDONED, ""
        imported.save(update_fields=["state", "stored_name", "changed_at"])
    delete(stored)
