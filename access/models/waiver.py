from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from access.models.user import User
from access.public_id_field import PublicIdField


class Apart(models.TextChoices):
    """Two duties that one person may not hold."""

    DRAFT_PUBLISH = "DRAFT_PUBLISH"
    PUBLISH_APPROVE = "PUBLISH_APPROVE"
    WATCH_SELL = "WATCH_SELL"
    ADMINISTER_SEE = "ADMINISTER_SEE"
    ADMINISTER_WATCH = "ADMINISTER_WATCH"


class Waiver(models.Model):
    """A company of under five people lets one person hold both of two duties, in writing."""

    id = PublicIdField()
    pair = models.CharField(max_length=20, choices=Apart)
    reason = models.TextField(max_length=1000)
    people = models.PositiveSmallIntegerField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.CheckConstraint(condition=Q(pair__in=Apart.values), name="waiver_pair_known"),
            models.CheckConstraint(condition=Q(people__lt=5), name="waiver_small_company"),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_in_writing"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="waiver_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
