"""A change of a customer as a program gives it: the page's fields, read by the same readers."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from customers.changeable import CHANGEABLE, UNKNOWN
from customers.new_customer import CustomerRefused
from customers.value_reasons import sentence


class ChangeCustomerSerializer(serializers.Serializer[Any]):
    """Only what is given changes; an empty text takes a value away. Lists are given by their
    codes ("tier:A"), regions by GB/T 2260 or ISO 3166, owner and department by their ids. What is
    not shown to you in clear can't be changed."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """One text for each field."""
        missing = sentence("missing")
        return {
            field.name: serializers.CharField(
                required=False,
                allow_blank=not field.is_required,
                help_text=str(field.label),
                error_messages={"blank": missing, "null": missing},
            )
            for field in CHANGEABLE
        }

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A field that is misspelt must not get lost. Raises ValidationError."""
        unknown = set(self.initial_data) - set(self.fields)
        if unknown:
            raise refused_fields(dict.fromkeys(sorted(map(str, unknown)), UNKNOWN).items())
        return attrs


def refused_fields(codes: Iterable[tuple[str, str]]) -> serializers.ValidationError:
    """The reasons, by field; a field that is not shown in clear is refused like an unknown one."""
    return serializers.ValidationError(
        {name[:40]: [ErrorDetail(_said(code), code)] for name, code in codes}
    )


def refused_values(refused: CustomerRefused) -> serializers.ValidationError:
    """The same for what the service refused."""
    return refused_fields(refused.codes.items())


def _said(code: str) -> str:
    if code == UNKNOWN:
        return gettext("There is no such field. Compare it with the schema.")
    return sentence(code)
