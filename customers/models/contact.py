from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from access.protected import EncryptedField, ProtectedCharField, ProtectedModel, Tripwired
from access.public_id_field import PublicIdField
from customers.models.customer import Customer
from customers.models.history import set_writer, writer


class Contact(ProtectedModel):
    """A person to speak to at a customer."""

    id = PublicIdField()
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="contacts")
    name = ProtectedCharField(max_length=100)
    title = ProtectedCharField(max_length=100, blank=True)
    is_primary = models.BooleanField(default=False)
    history = HistoricalRecords(
        bases=[Tripwired],
        history_user_id_field=models.BigIntegerField(null=True),
        history_user_getter=writer,
        history_user_setter=set_writer,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(is_primary=True), name="contact_one_primary"
            ),
        ]


class Means(models.TextChoices):
    """By which a contact is reached; each is a field group ("contact.phone")."""

    PHONE = "phone"
    EMAIL = "email"
    WECHAT = "wechat"


class ContactPoint(ProtectedModel):
    """A number or address of a contact: a phone as E.164 where it could be read as one."""

    id = PublicIdField()
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="points")
    means = models.CharField(max_length=10, choices=Means)
    value = EncryptedField()
    position = models.PositiveSmallIntegerField(default=0)
    history = HistoricalRecords(
        bases=[Tripwired],
        history_user_id_field=models.BigIntegerField(null=True),
        history_user_getter=writer,
        history_user_setter=set_writer,
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(means__in=Means.values), name="contactpoint_means_known"
            ),
        ]


class NumberIndex(models.Model):
    """Keyed digests under which an encrypted number is found: a phone by the whole and by its
    last four, a customer's code (which is no contact's) by the whole alone."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(ContactPoint, null=True, on_delete=models.CASCADE, related_name="+")
    whole = models.BinaryField(max_length=32)
    last_four = models.BinaryField(max_length=32, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["whole"], name="number_whole"),
            models.Index(fields=["last_four"], name="number_last_four"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
