"""A mapping at work: from the cells of a row to the values of its fields."""

from typing import Any

from customers.choices import Choices
from customers.fields import Field, Reads
from customers.imports.errors import Refused
from customers.imports.fields import FIELDS
from customers.imports.mapping import Assigned, Mapping
from customers.imports.shape import Shape
from customers.imports.sheet import Sheet
from customers.imports.table import Row
from customers.imports.values import read_date, read_decimal
from customers.typed_values import read_value
from customers.value_refused import ValueRefused

Values = dict[str, Any]  # a field's text, date, Decimal or code; "" or None where it is empty


class Plan:
    """Reads rows; what can't be read is said cell by cell."""

    def __init__(self, sheet: Sheet, mapping: Mapping, choices: Choices) -> None:
        self.mapping = mapping
        self.shape = Shape(
            sheet.heading, sheet.imported.delimiter, joins=mapping.joins, empties=mapping.empties
        )
        self._fields = FIELDS[sheet.imported.target]
        self._choices = choices

    def read(self, row: Row) -> Values | list[Refused]:
        """The row's values, or everything that is wrong with it."""
        cells = self.shape.fit(row)
        if isinstance(cells, Refused):
            return [cells]
        values: Values = {}
        refused = []
        for field in self._fields:
            try:
                values[field.name] = self._value(field, cells)
            except ValueRefused as trouble:
                refused.append(self.refuse(row.line, field.name, trouble.code))
        return refused or values

    def refuse(self, line: int, name: str, code: str) -> Refused:
        """A refusal at the column from which a field comes."""
        assigned = self.mapping.fields.get(name, Assigned())
        return Refused(line, 0 if assigned.column is None else assigned.column + 1, code)

    def _value(self, field: Field, cells: tuple[str, ...]) -> Any:
        assigned = self.mapping.fields.get(field.name, Assigned())
        given = assigned.constant if assigned.column is None else cells[assigned.column].strip()
        if field.is_mapped and given and assigned.column is not None:
            given = assigned.values.get(given, "?")
        if not given:
            if field.is_required:
                raise ValueRefused("missing")
            return None if field.reads in {Reads.DATE, Reads.DECIMAL} else ""
        return self._read(field, given, assigned)

    def _read(self, field: Field, given: str, assigned: Assigned) -> Any:
        if field.reads is Reads.DATE:
            return read_date(given, assigned.form or "%Y-%m-%d")
        if field.reads is Reads.DECIMAL:
            sign = "." if assigned.column is None else self.mapping.decimal_sign
            return read_decimal(given, sign, field)
        return read_value(field, given, self._choices)
