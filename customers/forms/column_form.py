"""The columns page: where each field comes from."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass

from customers.choices import Choices, Option
from customers.fields import Field, Reads
from customers.imports.errors import MappingRefused
from customers.imports.fields import FIELDS
from customers.imports.mapping import Assigned, Mapping
from customers.imports.read_mapping import JOINS, Asked, AskedMapping, longer_rows, read_mapping
from customers.imports.reasons import reason
from customers.imports.sheet import Sheet, letters
from customers.imports.values import DATE_FORMS

CONSTANT = "="
REFUSE = "-"


@dataclass
class FieldRow:
    """One field with what was chosen for it."""

    field: Field
    options: tuple[Option, ...]
    chosen: str = ""  # a column's number, CONSTANT, or nothing
    constant: str = ""
    form: str = ""
    error: str = ""


class ColumnForm:
    """Reads and shows a mapping; what was typed stays where it is wrong."""

    def __init__(self, sheet: Sheet, choices: Choices, mapping: Mapping) -> None:
        self.sheet = sheet
        self.mapping = mapping
        self.columns = list(
            zip(range(len(sheet.heading)), letters(len(sheet.heading)), sheet.heading, strict=True)
        )
        self.longer = longer_rows(sheet)
        self.joins = "" if mapping.joins is None else str(mapping.joins)
        self.joins_error = ""
        self.forms = DATE_FORMS
        self._choices = choices
        self.rows = [
            self._row(field, mapping.fields.get(field.name))
            for field in FIELDS[sheet.imported.target]
        ]

    @property
    def has_errors(self) -> bool:
        """Something must be mended first."""
        return bool(self.joins_error) or any(row.error for row in self.rows)

    def read(self, posted: Dictionary[str, str]) -> Mapping | None:
        """The mapping that was posted, or nothing where something is wrong with it."""
        self.joins = posted.get("joins", "")
        asked = AskedMapping(
            fields={row.field.name: self._asked(row, posted) for row in self.rows},
            joins=self._column(self.joins),
            refuses_longer=self.joins == REFUSE,
            empties="empties" in posted,
            decimal_sign="," if posted.get("decimal_sign") == "," else ".",
        )
        try:
            return read_mapping(self.sheet, self._choices, self.mapping, asked)
        except MappingRefused as refused:
            self._mark(refused.troubles)
            return None

    def _mark(self, troubles: Dictionary[str, str]) -> None:
        if JOINS in troubles:
            self.joins_error = reason(troubles[JOINS]).what
        for row in self.rows:
            if row.field.name in troubles:
                row.error = reason(troubles[row.field.name]).cure

    def _row(self, field: Field, assigned: Assigned | None) -> FieldRow:
        options = self._choices.options(field) if field.reads is not Reads.REGION else ()
        options = options if field.is_mapped else ()
        if assigned is None:
            return FieldRow(field, options)
        constant = assigned.constant
        if field.reads is Reads.REGION:
            constant = self._choices.label(field, constant)
        column = assigned.column
        chosen = CONSTANT if column is None else str(column)
        return FieldRow(field, options, chosen, constant, assigned.form)

    def _asked(self, row: FieldRow, posted: Dictionary[str, str]) -> Asked:
        name = row.field.name
        row.chosen = posted.get(f"from:{name}", "")
        row.constant = posted.get(f"constant:{name}", "").strip()[:500]
        row.form = posted.get(f"form:{name}", "")
        if row.chosen == CONSTANT:
            return Asked(constant=row.constant)
        return Asked(column=self._column(row.chosen), form=row.form)

    def _column(self, text: str) -> int | None:
        is_column = text.isascii() and text.isdigit() and int(text[:4]) < len(self.columns)
        return int(text) if is_column else None
