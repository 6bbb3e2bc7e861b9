"""A grant's filter as conditions for the door."""

from functools import reduce
from operator import or_

from django.db.models import Q

from access.decision.filters import BY_PREFIX, Filters
from customers.declared import AXES

_NOBODY = Q(pk__in=())


def narrowed(filters: Filters) -> Q:
    """All of it as one condition, beside one that an index leads already."""
    condition = Q()
    for attribute, codes in filters.items():
        condition &= _any_of(attribute, tuple(codes))
    return condition


def branches(filters: Filters) -> list[Q]:
    """One condition for each code of the attribute that leads, so that an index answers each."""
    lead = next((name for name in (*AXES, *BY_PREFIX) if name in filters), "")
    rest = narrowed({name: codes for name, codes in filters.items() if name != lead})
    if not lead:
        return [rest]
    return [_any_of(lead, (code,)) & rest for code in filters[lead]] or [_NOBODY]


def _any_of(attribute: str, codes: tuple[str, ...]) -> Q:
    if attribute in AXES:
        return Q(**{f"{attribute}_id__in": codes}) if len(codes) > 1 else _one(attribute, codes)
    if attribute not in BY_PREFIX:
        return _NOBODY
    return reduce(or_, (Q(region__startswith=code) for code in codes if code), _NOBODY)


def _one(attribute: str, codes: tuple[str, ...]) -> Q:
    return Q(**{f"{attribute}_id": codes[0]}) if codes else _NOBODY
