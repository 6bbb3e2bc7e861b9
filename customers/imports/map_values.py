"""What each value of a mapped column becomes."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import replace

from customers.choices import Choices
from customers.imports.column_values import ColumnValues
from customers.imports.mapping import Mapping

Chosen = Dictionary[str, Dictionary[str, str]]  # by field, by value of the file: a code or a word


def map_values(
    found: Sequence[ColumnValues], choices: Choices, mapping: Mapping, chosen: Chosen
) -> tuple[Mapping, list[tuple[str, str]]]:
    """The mapping with its maps, and the fields and values for which the choice means nothing.

    What is not named is mapped as suggested; what is chosen as "" has its rows refused.
    """
    fields = dict(mapping.fields)
    wrong = []
    for one in found:
        name = one.field.name
        given = chosen.get(name, {})
        values = {}
        for value in one.values:
            if value not in given:
                code = suggested_code(one, choices, mapping, value)
            else:
                code = choices.code_of(one.field, given[value])
                wrong += [(name, value)] if given[value] and not code else []
            if code:
                values[value] = code
        fields[name] = replace(fields[name], values=values)
    return replace(mapping, fields=fields), wrong


def suggested_code(found: ColumnValues, choices: Choices, mapping: Mapping, value: str) -> str:
    """As it was mapped before, else the entry of which the value is a name; or nothing."""
    kept = mapping.fields[found.field.name].values
    return kept.get(value) or choices.find(found.field, value)
