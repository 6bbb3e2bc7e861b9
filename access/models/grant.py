from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from access.models.grant_draft import GrantDraft
from access.models.post import Post
from access.models.purpose import Purpose
from access.public_id_field import PublicIdField


class Scope(models.TextChoices):
    OWN = "OWN"
    DEPARTMENT = "DEPARTMENT"
    ALL = "ALL"


class Grant(models.Model):
    """Who holds the post may do these verbs, on these records, at these levels, for these purposes.

    `filters` narrows the records to declared attributes ({"tier": ["tier:A"], "region": ["32"]}).
    `levels` maps a field group ("contact.phone") to HIDDEN, MASKED or CLEAR; what it does not
    name is hidden.
    """

    id = PublicIdField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="grants")
    resource = models.CharField(max_length=60, default="customers.customer")
    verbs = ArrayField(models.CharField(max_length=20))
    scope = models.CharField(max_length=20, choices=Scope)
    filters = models.JSONField(default=dict, blank=True)
    levels = models.JSONField(default=dict)
    purposes = models.ManyToManyField(Purpose, related_name="grants")
    # Nothing for those that the first run gave, and for those of before drafts.
    draft = models.ForeignKey(
        GrantDraft, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords(m2m_fields=[purposes])

    class Meta:
        ordering = ["post", "scope"]
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="grant_scope_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="grant_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
