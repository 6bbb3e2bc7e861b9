"""The different values of the columns that are mapped value by value."""

from dataclasses import dataclass

from customers.fields import Field
from customers.imports.fields import FIELDS
from customers.imports.limits import MOST_VALUES
from customers.imports.mapping import Mapping
from customers.imports.shape import Shape
from customers.imports.sheet import Sheet


@dataclass(frozen=True)
class ColumnValues:
    """A field, its column's values with how often each comes, and whether there are too many."""

    field: Field
    column: int
    values: dict[str, int]
    too_many: bool


def maps_values(target: str, mapping: Mapping) -> bool:
    """Some column's values are mapped one by one."""
    return bool(_mapped_columns(target, mapping))


def column_values(sheet: Sheet, mapping: Mapping) -> list[ColumnValues]:
    """Read the whole file once. Raises FileRefused."""
    columns = _mapped_columns(sheet.imported.target, mapping)
    found: dict[Field, dict[str, int]] = {field: {} for field in columns}
    shape = Shape(
        sheet.heading, sheet.imported.delimiter, joins=mapping.joins, empties=mapping.empties
    )
    for row in sheet.rows():
        cells = shape.fit(row)
        if isinstance(cells, tuple):
            for field, column in columns.items():
                _count(found[field], cells[column].strip())
    return [
        ColumnValues(field, columns[field], values, len(values) > MOST_VALUES)
        for field, values in found.items()
    ]


def _mapped_columns(target: str, mapping: Mapping) -> dict[Field, int]:
    wanted = {
        field: mapping.fields[field.name].column
        for field in FIELDS[target]
        if field.is_mapped and field.name in mapping.fields
    }
    return {field: column for field, column in wanted.items() if column is not None}


def _count(values: dict[str, int], value: str) -> None:
    # One more than are taken is enough to say that there are too many.
    if value and (value in values or len(values) <= MOST_VALUES):
        values[value] = values.get(value, 0) + 1
