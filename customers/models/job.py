from django.db import models
from django.db.models import Q

from access.models import User
from access.public_id_field import PublicIdField


class JobState(models.TextChoices):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class JobKind(models.TextChoices):
    CHECK_IMPORT = "CHECK_IMPORT"
    WRITE_IMPORT = "WRITE_IMPORT"


class Job(models.Model):
    """Something that takes long. This row is its truth: losing Redis or a worker loses nothing.

    `subject` is the id of what it works on; who holds `attempt` until `lease_until` is at it.
    """

    id = PublicIdField()
    kind = models.CharField(max_length=20, choices=JobKind)
    subject = models.BigIntegerField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)  # counts, never values
    error = models.CharField(max_length=40, blank=True)
    detail = models.JSONField(default=dict)  # the numbers in the error's sentence
    tries = models.PositiveSmallIntegerField(default=0)
    attempt = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    is_cancelled = models.BooleanField(default=False)  # asked for, heeded at the next chunk
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
        ]
        indexes = [
            models.Index(fields=["actor", "-created_at", "-id"], name="job_of_actor"),
            models.Index(
                fields=["state", "lease_until"],
                condition=Q(state__in=["QUEUED", "RUNNING"]),
                name="job_under_way",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_over(self) -> bool:
        """Nothing will change any more."""
        return self.state in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}
