"""A new customer as a program gives it: the fields of the page, read by the same readers."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, ErrorDetail

from access.api import PublicId
from access.public_id import encode
from customers.cards import CustomerCard
from customers.choices import Choices
from customers.drafts import CustomerDraft
from customers.new_customer import NEW_CUSTOMER, CustomerRefused, read_new_customer
from customers.services.find_twins import MOST
from customers.value_reasons import sentence


class NewCustomerSerializer(serializers.Serializer[Any]):
    """Lists are given by their codes ("tier:A"), regions by GB/T 2260 or ISO 3166, owner and
    department by their ids. `confirmed` names the customers of an answer 409 that are others."""

    confirmed = serializers.ListField(child=PublicId(), required=False, max_length=2 * MOST)

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """One text for each field."""
        missing = sentence("missing")
        texts = {
            field.name: serializers.CharField(
                required=field.is_required,
                allow_blank=not field.is_required,
                help_text=str(field.label),
                error_messages={"required": missing, "blank": missing, "null": missing},
            )
            for field in NEW_CUSTOMER
        }
        return {**texts, **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A field that is misspelt must not get lost. Raises ValidationError."""
        unknown = set(self.initial_data) - set(self.fields)
        if unknown:
            said = gettext("There is no such field. Compare it with the schema.")
            raise serializers.ValidationError(
                {name[:40]: [ErrorDetail(said, "unknown")] for name in sorted(map(str, unknown))}
            )
        return attrs

    def draft(self, choices: Choices) -> CustomerDraft:
        """What is to be created. Raises ValidationError."""
        try:
            return read_new_customer(self.validated_data, choices)
        except CustomerRefused as refused:
            raise serializers.ValidationError(
                {name: [ErrorDetail(sentence(code), code)] for name, code in refused.codes.items()}
            ) from None


class TwinsInView(APIException):
    """Answers 409: customers in view look like the new one."""

    status_code = status.HTTP_409_CONFLICT

    def __init__(self, cards: Sequence[CustomerCard]) -> None:
        said = gettext("You see these customers already. If it is another one, name them here.")
        super().__init__({"confirmed": [said], "customers": [encode(card.id) for card in cards]})
