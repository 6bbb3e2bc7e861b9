"""Read what a person or a program asked for as a mapping."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field, replace

from customers.choices import Choices
from customers.fields import Field, Reads
from customers.imports.errors import MappingRefused
from customers.imports.fields import FIELDS
from customers.imports.mapping import Assigned, Mapping
from customers.imports.sheet import Sheet
from customers.imports.suggest_mapping import columns_of, suggest_form
from customers.imports.values import DATE_FORMS

JOINS = "joins"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What one field is to come from: a column (from 0), or a constant as a code or a word."""

    column: int | None = None
    constant: str | None = None
    form: str = ""


@dataclass(frozen=True, kw_only=True)
class AskedMapping:
    """The whole of it. `refuses_longer`: rows with more cells than the heading are given up, which
    must be said where there are any; else `joins` says in which column they are mended."""

    fields: Dictionary[str, Asked] = field(default_factory=dict)
    joins: int | None = None
    refuses_longer: bool = False
    empties: bool = False
    decimal_sign: str = "."


def read_mapping(sheet: Sheet, choices: Choices, before: Mapping, asked: AskedMapping) -> Mapping:
    """The mapping; of the one before, the values of columns that stay where they were.

    Raises MappingRefused, which says everything that is wrong.
    """
    width = len(sheet.heading)
    troubles: dict[str, str] = {}
    if asked.joins is not None and asked.joins >= width:
        raise MappingRefused({JOINS: "unknown_column"})
    if longer_rows(sheet) and asked.joins is None and not asked.refuses_longer:
        troubles[JOINS] = "too_many_cells"
    cells = columns_of(sheet, asked.joins)
    known = {one.name: one for one in FIELDS[sheet.imported.target]}
    troubles |= {name: "unknown_field" for name in asked.fields if name not in known}
    fields = {}
    for name, one in known.items():
        found = _assigned(one, asked.fields.get(name, Asked()), cells, choices)
        if isinstance(found, str):
            troubles[name] = found
        elif found:
            fields[name] = _with_values(found, before.fields.get(name))
    if troubles:
        raise MappingRefused(troubles)
    return replace(
        before,
        fields=fields,
        joins=asked.joins,
        empties=asked.empties,
        decimal_sign=asked.decimal_sign,
    )


def longer_rows(sheet: Sheet) -> int:
    """How many rows of the sample have more cells than the heading."""
    return sum(len(row.cells) > len(sheet.heading) for row in sheet.sample)


def _assigned(
    wanted: Field, asked: Asked, cells: list[list[str]], choices: Choices
) -> Assigned | str | None:
    """Where the field comes from, or the code of what is wrong."""
    if asked.column is not None and asked.constant is not None:
        return "one_origin"
    if asked.constant is not None:
        return _constant(wanted, asked.constant, choices)
    if asked.column is None:
        return "missing" if wanted.is_required else None
    if asked.column >= len(cells):
        return "unknown_column"
    form = asked.form
    if wanted.reads is Reads.DATE and form not in DATE_FORMS:
        form = suggest_form(cells[asked.column])
        if not form:
            return "bad_date"
    return Assigned(column=asked.column, form=form)


def _constant(wanted: Field, given: str, choices: Choices) -> Assigned | str:
    constant = choices.code_of(wanted, given) if wanted.is_mapped else given
    if not constant:
        return "no_such_choice" if given else "missing"
    return Assigned(constant=constant, form="%Y-%m-%d" if wanted.reads is Reads.DATE else "")


def _with_values(found: Assigned, before: Assigned | None) -> Assigned:
    if found.column is None or before is None or before.column != found.column:
        return found
    return replace(found, values=before.values)
