"""A card's fields in the reader's words, each under its level."""

from django.utils.translation import get_language

from access.masking import Level
from access.showing import Shown
from customers.cards import CustomerCard, Named
from customers.models import Axis
from customers.regions import region_name
from customers.wording import KIND_LABELS, STATUS_LABELS


def words_of(card: CustomerCard) -> dict[str, Shown]:
    """By the names of customers/changeable.py; hidden where the card has nothing."""
    found = {
        name: getattr(card, name)
        for name in ("name", "short_name", "identifier", "address", "bank_account")
    }
    classified, assigned = card.classification, card.assignment
    texts = {"kind": "", "region": "", **{axis.value: "" for axis in Axis}}
    if classified:
        texts["kind"] = str(KIND_LABELS[classified.kind])
        texts["region"] = region_name(classified.region, get_language() or "zh-hans")
        texts |= {axis.value: _named(getattr(classified, axis.value)) for axis in Axis}
    level = Level.CLEAR if classified else Level.HIDDEN
    found |= {name: Shown("classification", level, text) for name, text in texts.items()}
    texts = dict.fromkeys(
        ("owner", "department", "status", "last_contact_on", "next_contact_on"), ""
    )
    if assigned:
        last, following = assigned.last_contact_on, assigned.next_contact_on
        texts["owner"] = _named(assigned.owner)
        texts["department"] = _named(assigned.department)
        texts["status"] = str(STATUS_LABELS[assigned.status])
        texts["last_contact_on"] = last.isoformat() if last else ""
        texts["next_contact_on"] = following.isoformat() if following else ""
    level = Level.CLEAR if assigned else Level.HIDDEN
    return found | {name: Shown("assignment", level, text) for name, text in texts.items()}


def _named(entry: Named) -> str:
    return entry.name_en if get_language() == "en" else entry.name_zh
