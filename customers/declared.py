"""The attributes of customers by which a grant may be narrowed: classifications and the region."""

from functools import cache

from django.utils.translation import gettext_lazy as _

from access.declared import Declared
from customers.models import Axis, Classification, Customer
from customers.regions import find_region, regions

_LABELS = {
    Axis.TIER: _("tier"),
    Axis.SENSITIVITY: _("sensitivity"),
    Axis.TYPE: _("type"),
    Axis.BUSINESS_LINE: _("business line"),
}
# The order in which they lead a search: what parts the customers best comes first.
AXES = tuple(axis.value for axis in _LABELS)


def declared_attributes() -> tuple[Declared, ...]:
    """Each with its entries, closed ones too: a grant may have been narrowed to them."""
    names: dict[str, dict[str, tuple[str, str]]] = {axis: {} for axis in AXES}
    for entry in Classification.objects.filter(axis__in=AXES):
        names[entry.axis][entry.pk] = (entry.name_zh, entry.name_en)
    axes = (Declared(axis.value, label, names[axis.value]) for axis, label in _LABELS.items())
    return (*axes, Declared("region", _("region"), _prefixes(), _find_prefix))


def marks_of(customer: Customer) -> dict[str, str]:
    """What a customer, or a version of one, is classified as."""
    return {axis: getattr(customer, f"{axis}_id") for axis in AXES} | {"region": customer.region}


@cache
def _prefixes() -> dict[str, tuple[str, str]]:
    return {_prefix(code): (one.name_zh, one.name_en) for code, one in regions().items()}


def _find_prefix(text: str) -> str:
    return _prefix(find_region(text) or "")


def _prefix(code: str) -> str:
    """A province without its zeros is how the codes of its cities begin."""
    return code.removesuffix("00").removesuffix("00") if code.isdecimal() else code
