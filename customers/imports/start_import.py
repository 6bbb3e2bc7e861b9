"""Start the check of an import, then the writing: each once, however often it is asked for."""

from collections.abc import Callable

from django.db import IntegrityError, transaction

from access.actor import Actor
from customers.imports.errors import StepRefused
from customers.imports.own_import import own_import, require_change, require_import
from customers.models import Import, ImportState, Job, JobKind, JobState

Dispatch = Callable[[int], None]


class AlreadyImported(Exception):
    """The same file has come in, or is coming in, by another import of the same person."""

    def __init__(self, import_id: int, job_id: int | None) -> None:
        super().__init__(import_id)
        self.import_id = import_id
        self.job_id = job_id


class NothingToWrite(Exception):
    """No row is left that could be written."""


class RowsRefused(Exception):
    """Rows are refused, and the person has not said that they may be left out."""


def start_check(*, actor: Actor, import_id: int, dispatch: Dispatch) -> int:
    """Check every row; the id of the job. `dispatch` sends it off once it is committed.

    Raises StepRefused without a mapping, or too late, and what own_import raises.
    """
    imported = own_import(actor, import_id)
    require_change(imported)
    if not imported.mapping:
        raise StepRefused("mapping_missing")
    require_import(actor, imported.target)
    if imported.job and imported.job.kind == JobKind.CHECK_IMPORT and not imported.job.is_over:
        return imported.job.pk
    with transaction.atomic():
        job = _queue(actor, imported, JobKind.CHECK_IMPORT, 0)
        Import.objects.filter(pk=imported.pk).update(state=ImportState.DRAFT, job=job)
        transaction.on_commit(lambda: dispatch(job.pk))
    return job.pk


def start_import(*, actor: Actor, import_id: int, leave_out: bool, dispatch: Dispatch) -> int:
    """Write what was checked; the id of the job, also where somebody was quicker.

    Raises AlreadyImported, NothingToWrite, RowsRefused, StepRefused and what own_import raises.
    """
    imported = own_import(actor, import_id)
    require_import(actor, imported.target)
    if imported.state in {ImportState.STARTED, ImportState.DONE} and imported.job:
        return imported.job.pk
    if imported.state != ImportState.CHECKED:
        raise StepRefused("not_checked")
    if earlier := earlier_import(imported):
        raise AlreadyImported(earlier.pk, earlier.job_id)
    if not imported.counts.get("good"):
        raise NothingToWrite
    if imported.counts.get("refused") and not leave_out:
        raise RowsRefused
    try:
        return _start(actor, imported, dispatch)
    except IntegrityError:  # another upload of the same file was quicker
        earlier = earlier_import(imported) or imported
        raise AlreadyImported(earlier.pk, earlier.job_id) from None


def earlier_import(imported: Import) -> Import | None:
    """The same person's import of the same file, to the same end, that came or is coming in."""
    return (
        Import.objects.filter(
            owner=imported.owner_id,
            digest=imported.digest,
            target=imported.target,
            source=imported.source,
            state__in=[ImportState.STARTED, ImportState.DONE],
        )
        .exclude(pk=imported.pk)
        .first()
    )


def _start(actor: Actor, imported: Import, dispatch: Dispatch) -> int:
    with transaction.atomic():
        locked = Import.objects.select_for_update().get(pk=imported.pk)
        if locked.state != ImportState.CHECKED and locked.job_id:
            return locked.job_id
        job = _queue(actor, imported, JobKind.WRITE_IMPORT, imported.counts["rows"])
        locked.state, locked.job = ImportState.STARTED, job
        locked.save(update_fields=["state", "job", "changed_at"])
        transaction.on_commit(lambda: dispatch(job.pk))
    return job.pk


def _queue(actor: Actor, imported: Import, kind: JobKind, total: int) -> Job:
    return Job.objects.create(
        kind=kind,
        subject=imported.pk,
        actor_id=actor.id,
        purpose=actor.purpose,
        state=JobState.QUEUED,
        total=total,
    )
