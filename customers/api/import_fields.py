"""Mappings as JSON, out and in."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from access.api import FolioSerializer
from customers.imports.errors import MappingRefused
from customers.imports.mapping import Assigned, Mapping
from customers.imports.read_mapping import JOINS, Asked, AskedMapping
from customers.imports.sheet import Sheet
from customers.imports.values import DATE_FORMS


@extend_schema_field({"oneOf": [{"type": "integer", "minimum": 1}, {"type": "string"}]})
class ColumnField(serializers.Field[Any, Any, Any, Any]):
    """A column by its number from 1, or by its heading."""

    def to_representation(self, value: Any) -> Any:
        return value

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, bool) or not isinstance(data, (int, str)):
            raise serializers.ValidationError("a number or a heading")
        return data


class AssignedSerializer(serializers.Serializer[Any]):
    """Where a field comes from: a column, or a constant by its code or a word for it. `values` maps
    what stands in the column; `form` is how its dates are written."""

    column = ColumnField(required=False, allow_null=True, default=None)
    constant = serializers.CharField(
        required=False, allow_null=True, allow_blank=True, default=None, max_length=500
    )
    form = serializers.ChoiceField(
        choices=list(DATE_FORMS), required=False, allow_null=True, allow_blank=True, default=None
    )
    values = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=500), required=False, default=dict
    )


class MappingSerializer(serializers.Serializer[Any]):
    """All that a file's columns become; a field that is not named comes from nowhere.

    `joins` is the column in which rows with too many cells are mended, null where these are
    refused. Values that are not named are mapped as suggested; "" has their rows refused.
    """

    fields = serializers.DictField(child=AssignedSerializer())  # type: ignore[assignment]
    joins = ColumnField(required=False, allow_null=True)
    empties = serializers.BooleanField(
        required=False, allow_null=True, help_text="a cell that says NULL is empty"
    )
    decimal_sign = serializers.ChoiceField(choices=[".", ","], required=False)


class OptionSerializer(serializers.Serializer[Any]):
    """An entry of a field's list."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class FieldSerializer(serializers.Serializer[Any]):
    """A field; `options` is null where any text may stand, and for regions (GB/T 2260 or ISO
    3166 codes, or their names)."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    reads = serializers.CharField()
    is_required = serializers.BooleanField()
    options = OptionSerializer(many=True, allow_null=True)


class FoundValueSerializer(serializers.Serializer[Any]):
    """A value of a mapped column, how often it comes, and the code it becomes; "": refused."""

    value = serializers.CharField()
    count = serializers.IntegerField()
    becomes = serializers.CharField()


class FoundValuesSerializer(serializers.Serializer[Any]):
    """The values of one column."""

    field = serializers.CharField()
    column = serializers.IntegerField()
    too_many = serializers.BooleanField()
    values = FoundValueSerializer(many=True)


class MappingSheetSerializer(serializers.Serializer[Any]):
    """A mapping with what it can be made of."""

    mapping = MappingSerializer()
    origin = serializers.CharField()
    suggested_join = serializers.IntegerField(allow_null=True)
    fields = FieldSerializer(many=True)  # type: ignore[assignment]
    values = FoundValuesSerializer(many=True)
    folio = FolioSerializer()


def shown_mapping(mapping: Mapping) -> dict[str, Any]:
    """The mapping as it can be put back."""
    return {
        "fields": {name: _shown(one) for name, one in mapping.fields.items()},
        "joins": None if mapping.joins is None else mapping.joins + 1,
        "empties": mapping.empties,
        "decimal_sign": mapping.decimal_sign,
    }


def asked_mapping(given: dict[str, Any], sheet: Sheet, before: Mapping) -> AskedMapping:
    """What a program gave, with columns by their place. Raises MappingRefused."""
    troubles: dict[str, str] = {}

    def place(name: str, column: Any) -> int | None:
        at = _place(column, sheet.heading)
        if at is None and column is not None:
            troubles[name] = "unknown_column"
        return at

    fields = {
        name: Asked(
            column=place(name, one["column"]), constant=one["constant"], form=one["form"] or ""
        )
        for name, one in given["fields"].items()
    }
    joins = place(JOINS, given.get("joins"))
    if troubles:
        raise MappingRefused(troubles)
    empties = given.get("empties")
    return AskedMapping(
        fields=fields,
        joins=joins,
        refuses_longer="joins" in given,
        empties=before.empties if empties is None else empties,
        decimal_sign=given.get("decimal_sign", before.decimal_sign),
    )


def _place(column: Any, heading: tuple[str, ...]) -> int | None:
    if isinstance(column, int):
        return column - 1 if 1 <= column <= len(heading) else None
    return heading.index(column) if heading.count(column) == 1 else None


def _shown(one: Assigned) -> dict[str, Any]:
    if one.column is None:
        return {"column": None, "constant": one.constant, "form": None, "values": {}}
    form = one.form or None
    return {"column": one.column + 1, "constant": None, "form": form, "values": dict(one.values)}
