"""The writing: all rows that the check found good, in one transaction, or none."""

from collections.abc import Callable
from typing import Any

from access.actor import Actor
from access.errors import NoGrant
from access.public_id import encode
from access.writing import Writing
from audit.ledger.event import Verb
from customers.imports.batch import Batch, Reader, in_batches
from customers.imports.errors import ImportChanged
from customers.imports.limits import BATCH
from customers.imports.own_import import require_import
from customers.imports.reader_of import reader_of
from customers.imports.sheet import Sheet, open_sheet
from customers.imports.storage import delete
from customers.jobs.lease import Lease
from customers.models import Import, ImportState, Refusal, Target
from customers.records import customer_records
from customers.services.add_lines import LinesExist, Sums, write_lines
from customers.services.add_transactions import write_transactions
from customers.services.create_customers import write_customers

ActorNow = Callable[[], Actor]


def write_import(lease: Lease, actor_now: ActorNow) -> None:
    """Write batch by batch; the job and the import end in the same transaction as the rows.

    The actor's right is asked again for each batch. Raises what the job's runner knows.
    """
    imported = Import.objects.get(pk=lease.job.subject, job=lease.job)
    actor = actor_now()
    require_import(actor, imported.target)
    sheet = open_sheet(imported)
    body = {"step": "STARTED", "import": encode(imported.pk), "digest": imported.digest}
    customer_records.enter(actor, Verb.IMPORT, body | {"attempt": lease.job.tries})
    with customer_records.writing(actor) as writing:
        counts = _write(lease, sheet, writing, actor_now)
        Import.objects.filter(pk=imported.pk, job=lease.job).update(
            state=ImportState.DONE, stored_name=""
        )
        lease.finish(counts)
    delete(imported.stored_name)
    body = {"step": "WRITTEN", "import": encode(imported.pk)}
    customer_records.enter(actor, Verb.IMPORT, body | counts)


def _write(lease: Lease, sheet: Sheet, writing: Writing, actor_now: ActorNow) -> dict[str, int]:
    reader: Reader[Any] = reader_of(sheet, writing.actor)
    accepted = set(Refusal.objects.filter(subject=sheet.imported).values_list("line", flat=True))
    rows = written = known = tickets = 0
    sums = Sums()
    for chunk in in_batches(sheet.rows(), BATCH):
        lease.step(rows)
        writing.actor = _allowed(actor_now(), sheet.imported)
        batch = reader.read(chunk)
        _require_agreed(batch, accepted)
        if batch.drafts:
            _write_batch(sheet.imported.target, batch, writing, sums)
            tickets += 1
        rows, written, known = rows + batch.rows, written + len(batch.drafts), known + batch.known
    lease.step(rows)
    refused = rows - written - known
    return {
        "rows": rows, "written": written, "known": known, "refused": refused, "tickets": tickets,
    }  # fmt: skip


def _write_batch(target: str, batch: Batch[Any], writing: Writing, sums: Sums) -> None:
    if target == Target.CUSTOMERS:
        write_customers(writing=writing, drafts=batch.drafts)
    elif target == Target.TRANSACTIONS:
        write_transactions(writing=writing, drafts=batch.drafts)
    else:
        try:
            write_lines(writing=writing, drafts=batch.drafts, sums=sums)
        except LinesExist:
            raise ImportChanged from None


def _allowed(actor: Actor, imported: Import) -> Actor:
    """The right may have ended since the last batch. Raises NoGrant, PurposeMissing."""
    require_import(actor, imported.target)
    if actor.id != imported.owner_id:
        raise NoGrant(Verb.IMPORT)
    return actor


def _require_agreed(batch: Batch[Any], accepted: set[int]) -> None:
    """Only rows of which the person knows may be left out. Raises ImportChanged."""
    if any(one.line not in accepted for one in batch.refused):
        raise ImportChanged
