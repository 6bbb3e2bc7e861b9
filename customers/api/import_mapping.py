"""/api/v1/imports/ID/mapping/: what the columns, and the values in them, become."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from access.actor import Actor
from access.api import HEADER
from access.public_id import encode
from audit.ledger.event import Verb
from customers.api.import_fields import (
    MappingSerializer,
    MappingSheetSerializer,
    asked_mapping,
    shown_mapping,
)
from customers.api.import_problems import ImportView, mapping_problem, trouble
from customers.choices import Choices
from customers.fields import Field, Reads
from customers.imports.column_values import ColumnValues, column_values, maps_values
from customers.imports.fields import FIELDS
from customers.imports.keep_mapping import keep_mapping
from customers.imports.map_values import map_values, suggested_code
from customers.imports.mapping import Mapping
from customers.imports.own_sheet import own_sheet
from customers.imports.read_mapping import read_mapping
from customers.imports.shape import suggest_join
from customers.imports.sheet import Sheet
from customers.imports.suggest_mapping import KEPT, first_mapping
from customers.records import customer_records


class ImportMapping(ImportView):
    """A mapping, and what it can be made of."""

    @extend_schema(
        operation_id="imports_mapping_read", parameters=[HEADER], responses=MappingSheetSerializer
    )
    def get(self, request: Request, import_id: int) -> Response:
        """Read the mapping, the fields with their lists, and the values of mapped columns."""
        actor = self.actor(request)
        sheet = own_sheet(actor, import_id)
        choices = Choices(actor)
        mapping, origin = first_mapping(sheet, choices)
        found = _values(sheet, mapping)
        return Response(_answer(actor, sheet, choices, mapping, origin, found))

    @extend_schema(
        operation_id="imports_mapping_put",
        parameters=[HEADER],
        request=MappingSerializer,
        responses=MappingSheetSerializer,
    )
    def put(self, request: Request, import_id: int) -> Response:
        """Keep a mapping, whole; what was checked under another one is void."""
        actor = self.actor(request)
        sheet = own_sheet(actor, import_id)
        asked = MappingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        choices = Choices(actor)
        before, _ = first_mapping(sheet, choices)
        mapping = read_mapping(sheet, choices, before, asked_mapping(given, sheet, before))
        found = _values(sheet, mapping)
        chosen = {name: one["values"] for name, one in given["fields"].items()}
        mapping, wrong = map_values(found, choices, mapping, chosen)
        if wrong:
            raise mapping_problem(
                [
                    trouble(f"fields.{name}.values", "no_such_choice", value=value)
                    for name, value in wrong
                ]
            )
        keep_mapping(actor=actor, import_id=import_id, mapping=mapping)
        return Response(_answer(actor, sheet, choices, mapping, KEPT, found))


def _values(sheet: Sheet, mapping: Mapping) -> list[ColumnValues]:
    return column_values(sheet, mapping) if maps_values(sheet.imported.target, mapping) else []


def _answer(
    actor: Actor,
    sheet: Sheet,
    choices: Choices,
    mapping: Mapping,
    origin: str,
    found: list[ColumnValues],
) -> Any:
    imported = sheet.imported
    groups = [_group(one, choices, mapping, origin) for one in found]
    shown = shown_mapping(mapping)
    for group in groups:
        named = {row["value"]: row["becomes"] for row in group["values"]}
        shown["fields"][group["field"]]["values"] = named
    joins = suggest_join(len(sheet.heading), sheet.sample, imported.delimiter)
    step = {"step": "VALUES" if found else "COLUMNS", "import": encode(imported.pk)}
    answer = {
        "mapping": shown,
        "origin": origin,
        "suggested_join": None if joins is None else joins + 1,
        "fields": [_field(field, choices) for field in FIELDS[imported.target]],
        "values": groups,
        "folio": customer_records.enter(actor, Verb.IMPORT, step),
    }
    return MappingSheetSerializer(answer).data


def _group(one: ColumnValues, choices: Choices, mapping: Mapping, origin: str) -> dict[str, Any]:
    kept = mapping.fields[one.field.name].values

    def becomes(value: str) -> str:
        # A kept mapping says what will happen; another one, what would be put.
        if origin == KEPT:
            return kept.get(value, "")
        return suggested_code(one, choices, mapping, value)

    return {
        "field": one.field.name,
        "column": one.column + 1,
        "too_many": one.too_many,
        "values": [
            {"value": value, "count": count, "becomes": becomes(value)}
            for value, count in one.values.items()
        ],
    }


def _field(field: Field, choices: Choices) -> dict[str, Any]:
    has_list = field.is_mapped and field.reads is not Reads.REGION
    return {
        "name": field.name,
        "label": field.label,
        "reads": field.reads.value,
        "is_required": field.is_required,
        "options": choices.options(field) if has_list else None,
    }
