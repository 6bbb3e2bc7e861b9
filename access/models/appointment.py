from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from access.models.department import Department
from access.models.post import Post
from access.models.user import User
from access.public_id_field import PublicIdField


class Appointment(models.Model):
    """A person holds a post in a department, from a day, until a day."""

    id = PublicIdField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="appointments"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "post", "department", "starts_on"], name="appointment_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="appointment_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
