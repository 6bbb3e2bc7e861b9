from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from access.protected import (
    ProtectedCharField,
    ProtectedDateField,
    ProtectedDecimalField,
    ProtectedModel,
    Tripwired,
)
from access.public_id_field import PublicIdField
from customers.models.customer import Customer
from customers.models.history import set_writer, writer


class TransactionRecord(ProtectedModel):
    """A deal with a customer; `amount` is the sum of its lines where it has any."""

    id = PublicIdField()
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="transactions")
    number = ProtectedCharField(max_length=60)
    happened_on = ProtectedDateField()
    subject = ProtectedCharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3, validators=[RegexValidator("^[A-Z]{3}$")])
    amount = ProtectedDecimalField(max_digits=18, decimal_places=2)
    external_source = models.CharField(max_length=40, blank=True)
    external_id = models.CharField(max_length=100, blank=True)
    history = HistoricalRecords(
        bases=[Tripwired],
        history_user_id_field=models.BigIntegerField(null=True),
        history_user_getter=writer,
        history_user_setter=set_writer,
    )

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-happened_on", "-id"], name="transaction_recent"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["external_source", "external_id"],
                condition=~Q(external_id=""),
                name="transaction_external_id_once",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex="^[A-Z]{3}$"), name="transaction_currency_code"
            ),
        ]


class TransactionLine(ProtectedModel):
    """One position of a deal: quantity x unit price x (1 - discount), in the deal's currency."""

    id = PublicIdField()
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    transaction = models.ForeignKey(
        TransactionRecord, on_delete=models.PROTECT, related_name="lines"
    )
    position = models.PositiveIntegerField(default=1)
    product = ProtectedCharField(max_length=200)
    quantity = ProtectedDecimalField(max_digits=14, decimal_places=3)
    unit_price = ProtectedDecimalField(max_digits=18, decimal_places=4)
    discount = ProtectedDecimalField(max_digits=5, decimal_places=4, default=0)
    amount = ProtectedDecimalField(max_digits=18, decimal_places=2)
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
                condition=Q(discount__gte=0) & Q(discount__lte=1), name="line_discount_share"
            ),
        ]
