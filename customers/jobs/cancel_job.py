"""Ask a job to stop."""

from django.db import transaction
from django.db.models.functions import Now

from access.actor import Actor
from access.errors import RecordNotVisible
from customers.imports.release_import import release_import
from customers.models import Job, JobState


@transaction.atomic
def cancel_job(*, actor: Actor, job_id: int) -> None:
    """Stop a job of one's own: at once where it waits, at its next step where it runs.

    Raises RecordNotVisible for another's job as for none.
    """
    own = Job.objects.filter(pk=job_id, actor=actor.id)
    if not own.exists():
        raise RecordNotVisible
    waiting = own.filter(state=JobState.QUEUED)
    if waiting.update(state=JobState.CANCELLED, is_cancelled=True, finished_at=Now()):
        release_import(job_id)
    else:
        own.filter(state=JobState.RUNNING).update(is_cancelled=True)
