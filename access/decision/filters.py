"""A grant narrowed to what customers are classified as: attributes that are declared, never values
that a grant could hide."""

from collections.abc import Mapping, Sequence

# Of each attribute that is named, the codes that are meant; one of them is enough, every attribute
# must hold. An attribute without codes is met by nothing.
Filters = Mapping[str, Sequence[str]]
# What a record is: the code of each attribute.
Marks = Mapping[str, str]

BY_PREFIX = frozenset({"region"})  # a province is the beginning of its cities' codes


def meets(filters: Filters, marks: Marks) -> bool:
    """The record is among what the grant is narrowed to; an attribute that it lacks closes."""
    return not unmet(filters, marks)


def unmet(filters: Filters, marks: Marks) -> str:
    """The first attribute that keeps the record out, or nothing."""
    for attribute, codes in filters.items():
        mark = marks.get(attribute, "")
        if not any(_is_meant(attribute, mark, code) for code in codes):
            return attribute
    return ""


def _is_meant(attribute: str, mark: str, code: str) -> bool:
    if attribute in BY_PREFIX:
        return bool(code) and mark.startswith(code)
    return mark == code
