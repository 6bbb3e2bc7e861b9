from django.db import models
from django.utils import timezone

from access.models.user import User
from access.public_id_field import PublicIdField


class Invitation(models.Model):
    """One person may set their password once, by a link; the database keeps its digest alone."""

    id = PublicIdField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        """It can still be used."""
        in_time = self.expires_at > timezone.now()
        return self.accepted_at is None and in_time and self.user.is_active
