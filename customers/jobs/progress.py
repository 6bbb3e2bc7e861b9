"""How far a job is: what its page shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from access.actor import Actor
from access.errors import RecordNotVisible
from customers.models import Job


@dataclass(frozen=True)
class Progress:
    """A job as its page shows it: counts, never values. `rate` is per second, `left` in seconds."""

    id: int
    kind: str
    subject: int
    state: str
    done: int
    total: int
    rate: int | None
    left: int | None
    result: dict[str, Any]
    error: str
    detail: dict[str, Any]
    is_over: bool
    is_cancelled: bool
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def percent(self) -> int:
        """The share that is done, from 0 to 100."""
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def minutes(self) -> int:
        """The time left in whole minutes, where it is long enough for these."""
        return round(self.left / 60) if self.left and self.left >= 90 else 0


def progress_of(actor: Actor, job_id: int) -> Progress:
    """A job of one's own. Raises RecordNotVisible for another's as for none."""
    job = Job.objects.filter(pk=job_id, actor=actor.id).first()
    if job is None:
        raise RecordNotVisible
    return present_job(job)


def own_jobs(actor: Actor, most: int, after: int | None = None) -> list[Progress]:
    """The latest jobs of one's own; or those after one of them. Raises RecordNotVisible."""
    found = own = Job.objects.filter(actor=actor.id)
    if after is not None:
        last = own.filter(pk=after).first()
        if last is None:
            raise RecordNotVisible
        older = Q(created_at__lt=last.created_at)
        found = own.filter(older | Q(created_at=last.created_at, pk__lt=last.pk))
    return [present_job(job) for job in found[:most]]


def present_job(job: Job) -> Progress:
    """The job with its rate and the time left, where enough has been done to tell."""
    rate = left = None
    if job.started_at and job.done:
        until = job.finished_at or timezone.now()
        seconds = max(0.001, (until - job.started_at).total_seconds())
        rate = max(1, round(job.done / seconds))
        if not job.is_over and job.total:
            left = round(max(0, job.total - job.done) * seconds / job.done)
    return Progress(
        id=job.pk,
        kind=job.kind,
        subject=job.subject,
        state=job.state,
        done=job.done,
        total=job.total,
        rate=rate,
        left=left,
        result=job.result,
        error=job.error,
        detail=job.detail,
        is_over=job.is_over,
        is_cancelled=job.is_cancelled,
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )
