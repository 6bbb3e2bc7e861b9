from django.db import models
from django.utils.translation import get_language
from simple_history.models import HistoricalRecords

from access.public_id_field import PublicIdField


class Department(models.Model):
    """A part of the company; departments form one tree."""

    id = PublicIdField()
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    is_active = models.BooleanField(default=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name_zh"]
        constraints = [
            models.UniqueConstraint(fields=["name_zh"], name="department_name_once"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="department_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return (self.name_en or self.name_zh) if get_language() == "en" else self.name_zh
