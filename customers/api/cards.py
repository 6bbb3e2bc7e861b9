"""Customers' cards as JSON; what a card does not hold can't be answered."""

from typing import Any

from rest_framework import serializers

from access.api import FolioSerializer, PublicId, ShownSerializer


class NamedSerializer(serializers.Serializer[Any]):
    """A catalogue entry, colleague or department."""

    id = serializers.CharField()
    name_zh = serializers.CharField()
    name_en = serializers.CharField()


class MoneySerializer(serializers.Serializer[Any]):
    """An amount as a decimal string, in a currency (ISO 4217)."""

    amount = serializers.DecimalField(max_digits=18, decimal_places=2)
    currency = serializers.CharField()


class ClassificationSerializer(serializers.Serializer[Any]):
    """Null where the classification is not shown in clear."""

    kind = serializers.CharField()
    region = serializers.CharField()
    type = NamedSerializer()
    industry = NamedSerializer()
    tier = NamedSerializer()
    sensitivity = NamedSerializer()
    source = NamedSerializer()  # type: ignore[assignment]  # a field of that name, not its option
    lawful_basis = NamedSerializer()
    business_line = NamedSerializer()


class AssignmentSerializer(serializers.Serializer[Any]):
    """Null where owner and status are not shown in clear."""

    owner = NamedSerializer()
    department = NamedSerializer()
    status = serializers.CharField()
    last_contact_on = serializers.DateField(allow_null=True)
    next_contact_on = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()


class ContactSerializer(serializers.Serializer[Any]):
    """A contact; each number and address under its own level."""

    id = PublicId()
    name = ShownSerializer()
    title = ShownSerializer()
    is_primary = serializers.BooleanField()
    phones = ShownSerializer(many=True)
    emails = ShownSerializer(many=True)
    wechats = ShownSerializer(many=True)


class TransactionSerializer(serializers.Serializer[Any]):
    """A deal; `amount` is null where amounts are not shown."""

    id = PublicId()
    number = serializers.CharField()
    happened_on = serializers.DateField()
    subject = serializers.CharField()
    amount = MoneySerializer(allow_null=True)
    line_count = serializers.IntegerField()


class DealsSerializer(serializers.Serializer[Any]):
    """The latest deals, how many there are, the sums of the last 12 months and of
    all, by currency."""

    latest = TransactionSerializer(many=True)
    count = serializers.IntegerField()
    year = MoneySerializer(many=True)
    totals = MoneySerializer(many=True)


class ListedCustomerSerializer(serializers.Serializer[Any]):
    """A customer in a list: the primary contact's phones, the sums of 12 months."""

    id = PublicId()
    name = ShownSerializer()
    short_name = ShownSerializer()
    classification = ClassificationSerializer(allow_null=True)
    assignment = AssignmentSerializer(allow_null=True)
    contacts = ContactSerializer(many=True)
    year = MoneySerializer(many=True, allow_null=True)


class CustomerSerializer(ListedCustomerSerializer):
    """A customer in full."""

    identifier = ShownSerializer()
    address = ShownSerializer()
    bank_account = ShownSerializer()
    deals = DealsSerializer(allow_null=True)


class CustomerPageSerializer(serializers.Serializer[Any]):
    """One page by keyset: `next` and `previous` are what `after` and `before` take."""

    results = ListedCustomerSerializer(many=True)
    total = serializers.IntegerField(help_text="up to 10,000; 10,001 says: more")
    next = PublicId(allow_null=True)
    previous = PublicId(allow_null=True)
    folio = FolioSerializer()


class SheetSerializer(serializers.Serializer[Any]):
    """A customer, the level of each field group, and the event it was entered under."""

    customer = CustomerSerializer(source="card")
    levels = serializers.DictField(child=serializers.CharField())
    folio = FolioSerializer()


class RevealSerializer(serializers.Serializer[Any]):
    """Which masked value to open: its group, and its part where it has one."""

    group = serializers.CharField(max_length=40)
    part = PublicId(required=False, allow_null=True, default=None)


class RevealedSerializer(serializers.Serializer[Any]):
    """One value in clear."""

    value = serializers.CharField()
    folio = FolioSerializer()


class ReaderSerializer(serializers.Serializer[Any]):
    """One access to a customer; `actor` is a person's id, or names a part of the system."""

    event = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = serializers.CharField()
    verb = serializers.CharField()
    purpose = serializers.CharField()
    outcome = serializers.CharField()
    group = serializers.CharField()


class ReadersSerializer(serializers.Serializer[Any]):
    """The latest 500 accesses."""

    results = ReaderSerializer(many=True)
    folio = FolioSerializer()
