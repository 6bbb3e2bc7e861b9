"""The values page: what each value of a column becomes."""

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from customers.choices import Choices, Option
from customers.fields import Field, Reads
from customers.imports.column_values import ColumnValues
from customers.imports.map_values import map_values, suggested_code
from customers.imports.mapping import Mapping
from customers.imports.sheet import letters


@dataclass
class ValueRow:
    """One value of the file, how often it comes, and what was chosen for it."""

    name: str
    value: str
    count: int
    chosen: str = ""
    is_wrong: bool = False


@dataclass
class ValueGroup:
    """The values of one column."""

    into: Field
    column: str
    too_many: bool
    options: tuple[Option, ...]
    rows: list[ValueRow] = field(default_factory=list)


class ValueForm:
    """Reads and shows the maps; a value without a choice has its rows refused, and says so."""

    def __init__(self, found: list[ColumnValues], choices: Choices, mapping: Mapping) -> None:
        self.mapping = mapping
        self._found = found
        self._choices = choices
        self.groups = [self._group(one) for one in found]

    @property
    def has_errors(self) -> bool:
        """Something that was typed means nothing."""
        return any(row.is_wrong for group in self.groups for row in group.rows)

    def read(self, posted: Dictionary[str, str]) -> Mapping | None:
        """The mapping with its maps, or nothing where something typed means nothing."""
        for group in self.groups:
            for row in group.rows:
                row.chosen = posted.get(row.name, "").strip()
        chosen = {
            group.into.name: {row.value: row.chosen for row in group.rows} for group in self.groups
        }
        mapping, wrong = map_values(self._found, self._choices, self.mapping, chosen)
        for group in self.groups:
            for row in group.rows:
                row.is_wrong = (group.into.name, row.value) in wrong
        return None if wrong else mapping

    def _group(self, found: ColumnValues) -> ValueGroup:
        typed = found.field.reads is Reads.REGION
        options = () if typed else self._choices.options(found.field)
        group = ValueGroup(found.field, letters(found.column + 1)[-1], found.too_many, options)
        for at, (value, count) in enumerate(found.values.items()):
            code = suggested_code(found, self._choices, self.mapping, value)
            chosen = self._choices.label(found.field, code) if typed else code
            name = f"value:{found.field.name}:{at}"
            group.rows.append(ValueRow(name, value, count, chosen))
        return group
