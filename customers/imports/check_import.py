"""The dry run: read every row as the writing would, and count what would happen."""

from collections import Counter

from django.db import transaction

from access.actor import Actor
from access.public_id import encode
from audit.ledger.event import Verb
from customers.imports.batch import in_batches
from customers.imports.errors import Refused
from customers.imports.limits import BATCH, MOST_KEPT
from customers.imports.own_import import require_import
from customers.imports.reader_of import reader_of
from customers.imports.sheet import open_sheet
from customers.jobs.lease import Lease, LeaseLost
from customers.models import Import, ImportState, Refusal
from customers.records import customer_records


def check_import(lease: Lease, actor: Actor) -> None:
    """Nothing is written but the refusals and counts. Raises what the job's runner knows."""
    imported = Import.objects.get(pk=lease.job.subject)
    require_import(actor, imported.target)
    sheet = open_sheet(imported)
    reader = reader_of(sheet, actor)
    rows = good = known = 0
    refused: list[Refused] = []
    lines: set[int] = set()
    codes: Counter[str] = Counter()
    for chunk in in_batches(sheet.rows(), BATCH):
        lease.step(rows, max(sheet.about, rows))
        batch = reader.read(chunk)
        rows, good, known = rows + batch.rows, good + len(batch.drafts), known + batch.known
        lines.update(one.line for one in batch.refused)
        codes.update(one.code for one in batch.refused)
        refused += batch.refused[: max(0, MOST_KEPT - len(refused))]
    counts = {"rows": rows, "good": good, "known": known, "refused": len(lines)}
    body = {"step": "CHECKED", "import": encode(imported.pk), "reasons": dict(codes)}
    customer_records.enter(actor, Verb.IMPORT, body | counts)
    _keep(lease, imported, refused, counts | {"reasons": dict(codes)})


def _keep(
    lease: Lease, imported: Import, refused: list[Refused], counts: dict[str, object]
) -> None:
    with transaction.atomic():
        # The mapping may have been changed meanwhile: then this check is of the past.
        current = Import.objects.filter(pk=imported.pk, job=lease.job, state=ImportState.DRAFT)
        if not current.update(state=ImportState.CHECKED, counts=counts):
            raise LeaseLost
        Refusal.objects.filter(subject=imported).delete()
        Refusal.objects.bulk_create(
            (
                Refusal(subject=imported, line=one.line, column=one.column, code=one.code)
                for one in dict.fromkeys(refused)
            ),
            batch_size=1000,
        )
        lease.finish(counts)
