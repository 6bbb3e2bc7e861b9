from django.db import models
from django.db.models import Q

from access.models import User
from access.public_id_field import PublicIdField
from customers.models.job import Job


class Target(models.TextChoices):
    """What the rows of a file become."""

    CUSTOMERS = "customers"
    TRANSACTIONS = "transactions"
    LINES = "lines"


class ImportState(models.TextChoices):
    DRAFT = "DRAFT"
    CHECKED = "CHECKED"
    STARTED = "STARTED"
    DONE = "DONE"
    ABANDONED = "ABANDONED"


class Import(models.Model):
    """An uploaded file on its way in.

    No value of the file is in this table in clear: its name and the mapping, which quotes the
    file, are sealed (access/keyring.py), and columns are known by their place, not their heading.
    """

    id = PublicIdField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # The check or the writing that is under way or was the last.
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.DRAFT)
    stored_name = models.CharField(max_length=32)  # made by us; empty once the file is destroyed
    file_name = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256
    size = models.PositiveBigIntegerField()
    encoding = models.CharField(max_length=12)
    delimiter = models.CharField(max_length=1)
    has_heading = models.BooleanField(default=True)
    heading_digest = models.CharField(max_length=64)
    target = models.CharField(max_length=12, choices=Target, blank=True)
    source = models.CharField(max_length=40, blank=True)  # the name space of the external ids
    mapping = models.TextField(blank=True)
    counts = models.JSONField(default=dict)  # of the last check
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ImportState.values), name="import_state_known"
            ),
            models.CheckConstraint(
                condition=Q(target__in=["", *Target.values]), name="import_target_known"
            ),
            # However often a file is uploaded and a button pressed: it comes in once.
            models.UniqueConstraint(
                fields=["owner", "digest", "target", "source"],
                condition=Q(state__in=["STARTED", "DONE"]),
                name="import_once",
            ),
        ]
        indexes = [models.Index(fields=["owner", "-created_at", "-id"], name="import_of_owner")]

    def __str__(self) -> str:
        return str(self.pk)


class Refusal(models.Model):
    """A row of a file that can't come in: where, and the code of the reason. Never its value."""

    subject = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField()
    column = models.PositiveSmallIntegerField()  # from 1; 0 is the whole row
    code = models.CharField(max_length=40)

    class Meta:
        ordering = ["line", "column", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "line", "column", "code"], name="refusal_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
