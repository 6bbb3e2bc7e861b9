"""The catalogue as its page shows it: no model leaves."""

from dataclasses import dataclass

from customers.models import Axis, Classification


@dataclass(frozen=True)
class EntryCard:
    """An entry of the catalogue."""

    id: str
    axis: str
    name_zh: str
    name_en: str
    is_active: bool


def catalogue() -> dict[str, list[EntryCard]]:
    """All entries by axis, in the order of forms, closed ones too; one query."""
    found: dict[str, list[EntryCard]] = {axis.value: [] for axis in Axis}
    for one in Classification.objects.order_by("position", "id"):
        found[one.axis].append(_card(one))
    return found


def catalogue_entry(entry_id: str) -> EntryCard | None:
    """One of them."""
    found = Classification.objects.filter(pk=entry_id).first()
    return _card(found) if found else None


def _card(one: Classification) -> EntryCard:
    return EntryCard(one.pk, one.axis, one.name_zh, one.name_en, one.is_active)
