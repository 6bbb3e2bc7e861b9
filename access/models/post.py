from django.db import models
from django.utils.translation import get_language
from simple_history.models import HistoricalRecords

from access.public_id_field import PublicIdField


class Post(models.Model):
    """A position that people hold; its grants say what they may do."""

    id = PublicIdField()
    code = models.SlugField(max_length=40, unique=True)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    requires_mfa = models.BooleanField(default=False)
    # What a post may do beside customers: administer people, watch the ledger.
    administers = models.BooleanField(default=False)
    watches = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name_zh"]
        constraints = [
            # Duties apart: who administers the system sees no ledger of who saw what.
            models.CheckConstraint(
                condition=~models.Q(administers=True, watches=True), name="post_duties_apart"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return (self.name_en or self.name_zh) if get_language() == "en" else self.name_zh
