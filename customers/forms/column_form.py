"""The columns page: where each field comes from."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, replace

from customers.choices import Choices, Option
from customers.fields import Field, Reads
from customers.imports.fields import FIELDS
from customers.imports.mapping import Assigned, Mapping
from customers.imports.reasons import reason
from customers.imports.sheet import Sheet, letters
from customers.imports.suggest_mapping import columns_of, suggest_form
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
        self.longer = sum(len(row.cells) > len(sheet.heading) for row in sheet.sample)
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
        joins = int(self.joins) if self._is_column(self.joins) else None
        if self.longer and joins is None and self.joins != REFUSE:
            self.joins_error = str(reason("too_many_cells").what)
        cells = columns_of(self.sheet, joins)
        fields = {}
        for row in self.rows:
            assigned = self._read_row(row, posted, cells)
            if assigned and not row.error:
                fields[row.field.name] = assigned
        if self.has_errors:
            return None
        return replace(
            self.mapping,
            fields=fields,
            joins=joins,
            empties="empties" in posted,
            decimal_sign="," if posted.get("decimal_sign") == "," else ".",
        )

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

    def _read_row(
        self, row: FieldRow, posted: Dictionary[str, str], cells: list[list[str]]
    ) -> Assigned | None:
        name = row.field.name
        row.chosen = posted.get(f"from:{name}", "")
        row.constant = posted.get(f"constant:{name}", "").strip()[:500]
        row.form = posted.get(f"form:{name}", "")
        if row.chosen == CONSTANT:
            return self._constant(row)
        if not self._is_column(row.chosen):
            if row.field.is_required:
                row.error = reason("missing").cure
            return None
        column = int(row.chosen)
        if row.field.reads is Reads.DATE and row.form not in DATE_FORMS:
            row.form = suggest_form(cells[column])
            if not row.form:
                row.error = reason("bad_date").cure
        before = self.mapping.fields.get(name)
        kept = before.values if before and before.column == column else {}
        return Assigned(column=column, form=row.form, values=kept)

    def _constant(self, row: FieldRow) -> Assigned | None:
        constant = row.constant
        if row.field.is_mapped and constant:
            known = self._choices.is_known(row.field, constant)
            constant = constant if known else self._choices.find(row.field, constant)
        if not constant:
            row.error = reason("missing" if not row.constant else "unmapped").cure
            return None
        return Assigned(constant=constant, form="%Y-%m-%d" if row.field.reads is Reads.DATE else "")

    def _is_column(self, text: str) -> bool:
        return text.isascii() and text.isdigit() and int(text[:4]) < len(self.columns)
