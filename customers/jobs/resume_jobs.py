"""Find the jobs that nobody is at: a worker was killed, or Redis lost the message."""

from datetime import timedelta

from django.db.models import Q
from django.db.models.functions import Now

from customers.imports.release_import import release_import
from customers.jobs.lease import MOST_TRIES
from customers.models import Job, JobState

_PATIENCE = timedelta(seconds=30)


def jobs_left_alone() -> list[int]:
    """Their ids. One that was tried three times is given up."""
    waiting = Q(state=JobState.QUEUED, created_at__lt=Now() - _PATIENCE)
    dropped = Q(state=JobState.RUNNING, lease_until__lt=Now())
    for job in Job.objects.filter(dropped, tries__gte=MOST_TRIES):
        ended = Job.objects.filter(dropped, pk=job.pk, attempt=job.attempt).update(
            state=JobState.FAILED, error="gave_up", finished_at=Now(), lease_until=None
        )
        if ended:
            release_import(job.pk)
    return list(
        Job.objects.filter(waiting | dropped, tries__lt=MOST_TRIES).values_list("pk", flat=True)
    )
