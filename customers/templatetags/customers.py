"""Filters for what a card holds: names in the reader's language, regions, statuses, reveals."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language

from access.field_groups import GROUP_LABELS
from access.public_id import encode
from access.showing import Shown
from customers import phone_number
from customers.cards import Named
from customers.regions import region_name
from customers.wording import ACTIVITY_LABELS, READ_LABELS, STATUS_LABELS, field_label

register = template.Library()


@register.filter
def named(entry: Named) -> str:
    """A catalogue entry, colleague or department in the reader's language."""
    return entry.name_en if get_language() == "en" else entry.name_zh


@register.filter
def region(code: str) -> str:
    """A region in the reader's language."""
    return region_name(code, get_language() or "zh-hans")


@register.filter
def status(code: str) -> str | Promise:
    """A status in words."""
    return STATUS_LABELS.get(code, code)


@register.filter
def group(code: str) -> str | Promise:
    """A field group in words."""
    return GROUP_LABELS.get(code, code)


@register.filter
def activity(code: str) -> str | Promise:
    """A kind of activity in words."""
    return ACTIVITY_LABELS.get(code, code)


@register.filter
def act(code: str) -> str | Promise:
    """What somebody did, in words."""
    return READ_LABELS.get(code, code)


register.filter("field_label", field_label)


@register.filter
def key(value: Shown) -> str:
    """What a reveal button sends: the field group, and the contact point behind it."""
    return f"{value.group}:{encode(value.part) if value.part else ''}"


@register.filter
def dialled(text: str) -> str:
    """A phone number as it is dialled at home; a mask stays as it is."""
    return phone_number.format_local(text) if text.startswith("+") else text


@register.simple_tag
def level_counts(levels: dict[str, Any]) -> dict[str, int]:
    """How many field groups are clear, masked and hidden."""
    found = {"clear": 0, "masked": 0, "hidden": 0}
    for code in GROUP_LABELS:
        found[str(levels.get(code, "HIDDEN")).lower()] += 1
    return found
