from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from access.models.post import Post
from access.models.user import User
from access.models.waiver import Waiver
from access.public_id_field import PublicIdField


class DraftState(models.TextChoices):
    OPEN = "OPEN"
    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"


class GrantDraft(models.Model):
    """What a post's grants shall become: nothing of it is in force until a second person
    publishes it.

    `lines` are {"kind": NEW, CHANGED or ENDED, "grant": id or null, "terms": {...} or null}
    (access/draft_lines.py reads and writes them). The database refuses a publisher who is the
    author, except under a waiver.
    """

    id = PublicIdField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="drafts")
    lines = models.JSONField(default=list)
    starts_on = models.DateField()
    state = models.CharField(max_length=10, choices=DraftState, default=DraftState.OPEN)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    publisher = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    waiver = models.ForeignKey(Waiver, on_delete=models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DraftState.values), name="grant_draft_state_known"
            ),
            models.CheckConstraint(
                condition=Q(publisher=None) | ~Q(publisher=F("author")) | ~Q(waiver=None),
                name="grant_draft_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=DraftState.PUBLISHED)
                | Q(publisher__isnull=False, published_at__isnull=False),
                name="grant_draft_published_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["post"], condition=Q(state=DraftState.OPEN), name="grant_draft_one_open"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
