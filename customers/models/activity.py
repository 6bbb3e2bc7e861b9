from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from access.models import User
from access.protected import EncryptedField, ProtectedDateField, ProtectedModel, Tripwired
from access.public_id_field import PublicIdField
from customers.models.customer import Customer
from customers.models.history import set_writer, writer


class ActivityKind(models.TextChoices):
    NOTE = "NOTE"
    CALL = "CALL"
    VISIT = "VISIT"
    MAIL = "MAIL"
    MEETING = "MEETING"
    WECHAT = "WECHAT"


class Activity(ProtectedModel):
    """What somebody did with a customer, or noted about them, in their own words."""

    id = PublicIdField()
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ActivityKind)
    happened_on = ProtectedDateField()
    text = EncryptedField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(
        bases=[Tripwired],
        history_user_id_field=models.BigIntegerField(null=True),
        history_user_getter=writer,
        history_user_setter=set_writer,
    )

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-happened_on", "-id"], name="activity_recent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ActivityKind.values), name="activity_kind_known"
            ),
        ]
