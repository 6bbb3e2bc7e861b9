"""Tags and filters of every template: ids, icons, masked values, money and time."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency, format_decimal, format_percent
from django import template
from django.forms import CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from access.masking import DOTS, Level
from access.public_id import encode

register = template.Library()

register.filter("pid", encode)

COVERED = DOTS + DOTS + "•••"


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing from the sprite; always beside a word, so never read aloud."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("custos/sprite.svg"),
        name,
    )


@register.inclusion_tag("_masked.html")
def masked(
    value: object, level: str, reason: str = "", can: bool = False, name: str = "", key: str = ""
) -> dict[str, object]:
    """A value as it may be seen: clear, under its hatch with a lock and the reason, or covered.

    With `can` the value is a submit button named `name` with the value `key`.
    """
    text = str(value or "")
    if level == Level.HIDDEN:
        text, can = COVERED, False
    return {
        "text": text,
        "is_clear": level == Level.CLEAR,
        "reason": reason or _reason(level),
        "can": can,
        "name": name,
        "key": key,
    }


@register.inclusion_tag("_masked.html")
def shown(value: Any, reason: str = "", name: str = "", key: str = "") -> dict[str, object]:
    """The same for a card's `Shown`; it is a button where it may be revealed and has a name."""
    can = bool(value.may_reveal and name)
    return masked(value.text, value.level, reason, can=can, name=name, key=key)


def _reason(level: str) -> str:
    if level == Level.HIDDEN:
        return gettext("Hidden: your post does not see this field")
    return gettext("Masked: your post sees the form alone")


@register.filter
def money(value: Any) -> str:
    """An amount with its currency, or nothing. Takes anything with `amount` and `currency`."""
    if value is None:
        return ""
    return format_currency(value.amount, value.currency, locale=_locale())


@register.filter
def amount(value: Decimal | None) -> str:
    """A bare amount, two places; the currency stands in the column's head."""
    return "" if value is None else format_decimal(value, "#,##0.00", locale=_locale())


@register.filter
def number(value: Decimal | int | None) -> str:
    """A number with its groups of three."""
    return "" if value is None else format_decimal(value, locale=_locale())


@register.filter
def share(value: Decimal | None) -> str:
    """A part of one as percent."""
    return "" if value is None else format_percent(value, "#,##0.##%", locale=_locale())


@register.filter
def moment(value: datetime | None) -> str:
    """A time to the second, in Shanghai."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S") if value else ""


@register.filter
def day(value: date | None) -> str:
    """A day."""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return value.strftime("%Y-%m-%d") if value else ""


@register.filter
def recent(value: date | None) -> str:
    """A day as people say it: today, yesterday, then the date, without this year."""
    if value is None:
        return ""
    on = timezone.localtime(value).date() if isinstance(value, datetime) else value
    today = timezone.localdate()
    if on == today:
        return gettext("Today")
    if on == today - timedelta(days=1):
        return gettext("Yesterday")
    return on.strftime("%m-%d") if on.year == today.year else on.strftime("%Y-%m-%d")


@register.filter
def clock(value: datetime | None) -> str:
    """A time of today as hours and minutes, else with its day."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    if here.date() == timezone.localdate():
        return here.strftime("%H:%M")
    return f"{recent(value)} {here:%H:%M}"


@register.filter
def spoken(names: tuple[str, str]) -> str:
    """One of a pair (Chinese, English), in the reader's language."""
    return names[1] or names[0] if get_language() == "en" else names[0]


@register.filter
def entry(names: dict[str, str], key: str) -> str:
    """What a key is called in a dictionary; the key itself where it is not there."""
    return names.get(key, key)


def _locale() -> str:
    return "en" if get_language() == "en" else "zh_Hans_CN"


@register.inclusion_tag("_field.html")
def field(bound: BoundField, label: str = "", help: str = "") -> dict[str, object]:
    """A form's field with its label, help and error; what was typed stays."""
    attributes: dict[str, str | bool] = {}
    described = [f"{bound.auto_id}_help"] if help or bound.help_text else []
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    widget = bound.field.widget
    return {
        "bound": bound,
        "label": label or bound.label,
        "help": help or bound.help_text,
        "is_check": isinstance(widget, CheckboxInput),
        "is_group": isinstance(widget, (RadioSelect, CheckboxSelectMultiple)),
        "control": bound.as_widget(attrs=attributes | {"placeholder": ""}),
        "is_optional": not bound.field.required and not isinstance(widget, CheckboxInput),
    }
