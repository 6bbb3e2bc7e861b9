"""A first mapping: the one used last for such a file, else by the headings."""

import unicodedata

from customers.choices import Choices
from customers.fields import Field, Reads
from customers.imports.fields import FIELDS
from customers.imports.mapping import EMPTY_WORD, Assigned, Mapping, unsealed
from customers.imports.shape import Shape, suggest_join
from customers.imports.sheet import Sheet
from customers.imports.values import fitting_forms
from customers.models import Import

KEPT, REMEMBERED, SUGGESTED = "KEPT", "REMEMBERED", "SUGGESTED"


def first_mapping(sheet: Sheet, choices: Choices) -> tuple[Mapping, str]:
    """What the columns start with, and whence: kept for this import, from the last file of its
    kind, or by the headings."""
    if kept := unsealed(sheet.imported.mapping):
        return kept, KEPT
    if remembered := remembered_mapping(sheet.imported):
        return remembered, REMEMBERED
    return suggest_mapping(sheet, choices), SUGGESTED


def remembered_mapping(imported: Import) -> Mapping | None:
    """How the same person mapped the last file with this heading from this source."""
    last = (
        Import.objects.filter(
            owner=imported.owner_id,
            source=imported.source,
            target=imported.target,
            heading_digest=imported.heading_digest,
        )
        .exclude(mapping="")
        .exclude(pk=imported.pk)
        .order_by("-changed_at")
        .first()
    )
    return unsealed(last.mapping) if last else None


def suggest_mapping(sheet: Sheet, choices: Choices) -> Mapping:
    """The columns whose headings name a field, constants for some of the others."""
    imported = sheet.imported
    headings = [_plain(cell) for cell in sheet.heading]
    joins = suggest_join(len(headings), sheet.sample, imported.delimiter)
    columns = columns_of(sheet, joins)
    fields = {
        field.name: found
        for field in FIELDS[imported.target]
        if (found := _assigned(field, headings, columns, choices))
    }
    return Mapping(
        fields=fields,
        joins=None,  # never without being asked
        empties=any(EMPTY_WORD in cells for cells in columns),
        decimal_sign=_decimal_sign(fields, columns),
    )


def columns_of(sheet: Sheet, joins: int | None) -> list[list[str]]:
    """The sample's cells by column, mended at `joins`."""
    shape = Shape(sheet.heading, sheet.imported.delimiter, joins=joins, empties=False)
    fitted = [cells for row in sheet.sample if isinstance(cells := shape.fit(row), tuple)]
    return [[cells[at].strip() for cells in fitted] for at in range(len(sheet.heading))]


def suggest_form(cells: list[str]) -> str:
    """The one form that fits all of a column's dates; nothing where several or none do."""
    fitting = fitting_forms(cell for cell in cells if cell and cell != EMPTY_WORD)
    return fitting[0] if len(fitting) == 1 else ""


def _assigned(
    field: Field, headings: list[str], columns: list[list[str]], choices: Choices
) -> Assigned | None:
    for name in field.names:
        if _plain(name) in headings:
            at = headings.index(_plain(name))
            form = suggest_form(columns[at]) if field.reads is Reads.DATE else ""
            return Assigned(column=at, form=form)
    constant = choices.suggested(field)
    return Assigned(constant=constant) if constant else None


def _decimal_sign(fields: dict[str, Assigned], columns: list[list[str]]) -> str:
    numbers = {field.name for group in FIELDS.values() for field in group
               if field.reads is Reads.DECIMAL}  # fmt: skip
    cells = [
        cell
        for name, given in fields.items()
        if name in numbers and given.column is not None
        for cell in columns[given.column]
    ]
    commas = sum("," in cell and "." not in cell[cell.index(",") :] for cell in cells)
    points = sum("." in cell and "," not in cell[cell.index(".") :] for cell in cells)
    return "," if commas > points else "."


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())
