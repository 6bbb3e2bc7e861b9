from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from knox.models import AbstractAuthToken

from access.models.purpose import Purpose
from access.public_id import new_id


class ApiToken(AbstractAuthToken):
    """What a program shows instead of a log-in; the database keeps its digest alone."""

    number = models.BigIntegerField(unique=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    # Without one, each request says its own.
    purpose = models.ForeignKey(
        Purpose, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # From where it may be used, as CIDR; empty: from anywhere.
    networks = ArrayField(models.CharField(max_length=43), default=list, blank=True)
    # Whether the second step was done where the token was made.
    with_code = models.BooleanField(default=False)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_over(self) -> bool:
        """Its time is up; the next use deletes it."""
        return self.expiry is not None and self.expiry <= timezone.now()
