"""Who is at a job: one attempt at a time, renewed with each step, lost to nobody by accident.

Progress is written on a connection of its own, so that it shows while the attempt's one big
transaction is still open; the end is written inside that transaction.
"""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now

from customers.models import Job, JobState

SECONDS = 60
MOST_TRIES = 3

_STEP = """
    UPDATE customers_job
    SET done = %s, total = greatest(%s, total),
        lease_until = clock_timestamp() + %s * interval '1 second'
    WHERE id = %s AND attempt = %s AND state = 'RUNNING'
    RETURNING is_cancelled
"""


class LeaseLost(Exception):
    """Another attempt has taken the job over: this one must write nothing more."""


class JobCancelled(Exception):
    """The person asked to stop."""


@dataclass
class Lease:
    """One attempt at a job."""

    job: Job
    attempt: uuid.UUID
    _beside: BaseDatabaseWrapper = field(repr=False)

    def step(self, done: int, total: int = 0) -> None:
        """Say how far it has got, and hold on. Raises LeaseLost, JobCancelled."""
        with self._beside.cursor() as cursor:
            cursor.execute(_STEP, [done, total, SECONDS, self.job.pk, self.attempt])
            row = cursor.fetchone()
        if row is None:
            raise LeaseLost
        if row[0]:
            raise JobCancelled

    def finish(self, result: dict[str, Any]) -> None:
        """The job is done if the transaction that this is part of commits.

        Raises LeaseLost, JobCancelled.
        """
        mine = Job.objects.filter(pk=self.job.pk, attempt=self.attempt, state=JobState.RUNNING)
        ended = mine.filter(is_cancelled=False).update(
            state=JobState.DONE, result=result, finished_at=Now(), lease_until=None, done=F("total")
        )
        if not ended:
            raise JobCancelled if mine.exists() else LeaseLost

    def end(self, state: JobState, error: str, detail: dict[str, Any]) -> bool:
        """Close an attempt that did not succeed; False where the job is no longer its own."""
        mine = Job.objects.filter(pk=self.job.pk, attempt=self.attempt, state=JobState.RUNNING)
        return bool(
            mine.update(
                state=state, error=error, detail=detail, finished_at=Now(), lease_until=None
            )
        )

    def let_go(self) -> None:
        """Leave the job to the next attempt."""
        mine = Job.objects.filter(pk=self.job.pk, attempt=self.attempt, state=JobState.RUNNING)
        mine.update(lease_until=Now())

    def close(self) -> None:
        """Give the second connection back."""
        self._beside.close()


def take_job(job_id: int) -> Lease | None:
    """Take a job that waits, or that its holder has let go silently; None where there is none."""
    attempt = uuid.uuid4()
    waiting = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=Now())
    taken = Job.objects.filter(waiting, pk=job_id, tries__lt=MOST_TRIES).update(
        state=JobState.RUNNING,
        attempt=attempt,
        lease_until=Now() + timedelta(seconds=SECONDS),
        tries=F("tries") + 1,
        started_at=Coalesce("started_at", Now()),
        done=0,
    )
    if not taken:
        return None
    return Lease(Job.objects.get(pk=job_id), attempt, connections["default"].copy())
