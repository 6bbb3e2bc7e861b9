"""What a field with a list can become, and which entry a value of the file probably means."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from babel import Locale
from django.utils.text import capfirst
from django.utils.translation import get_language

from access.actor import Actor
from access.public_id import encode
from audit.ledger.event import Verb
from customers.assignable import Assignable, assignable
from customers.fields import Field, Reads
from customers.models import Axis, Classification, Kind, Status
from customers.regions import find_region, is_region, region_name, regions
from customers.wording import KIND_LABELS, STATUS_LABELS

# Further words by which files know a kind or a status.
_FURTHER: dict[str, tuple[str, ...]] = {
    Kind.COMPANY: ("企业",),
    Status.PROSPECT: ("潜在",),
    Status.ACTIVE: ("活跃",),
    Status.DORMANT: ("休眠",),
    Status.LOST: ("已流失",),
}
_AXES = frozenset(axis.value for axis in Axis)


@dataclass(frozen=True)
class Option:
    """One entry: its code, what people see, and further words by which it is known."""

    code: str
    label: str
    words: tuple[str, ...] = ()


class Choices:
    """The lists of one person; each is read once."""

    def __init__(self, actor: Actor, verb: Verb = Verb.CREATE) -> None:
        self.assignable: Assignable = assignable(actor, verb)
        self._actor = actor
        self._found: dict[str, tuple[Option, ...]] = {}
        self._codes: dict[str, frozenset[str]] = {}

    def options(self, field: Field) -> tuple[Option, ...]:
        """The entries in the order of forms; none for regions, which are typed."""
        if field.name not in self._found:
            self._found[field.name] = tuple(self._read(field))
        return self._found[field.name]

    def is_known(self, field: Field, code: str) -> bool:
        """The code is on the field's list."""
        if field.reads is Reads.REGION:
            return is_region(code)
        if field.name not in self._codes:
            self._codes[field.name] = frozenset(one.code for one in self.options(field))
        return code in self._codes[field.name]

    def find(self, field: Field, text: str) -> str:
        """The code that the text means: a code, a label, another word for it; else nothing."""
        if field.reads is Reads.REGION:
            return find_region(text) or ""
        key = _plain(text)
        for option in self.options(field):
            if key in {_plain(word) for word in (option.code, option.label, *option.words)}:
                return option.code
        return ""

    def code_of(self, field: Field, chosen: str) -> str:
        """The code that was chosen, by itself or by a word for it; else nothing."""
        if not chosen or self.is_known(field, chosen):
            return chosen
        return self.find(field, chosen)

    def label(self, field: Field, code: str) -> str:
        """What people call the code."""
        if field.reads is Reads.REGION:
            return region_name(code, get_language() or "zh-hans") if code else ""
        return next((one.label for one in self.options(field) if one.code == code), code)

    def suggested(self, field: Field) -> str:
        """The entry that a constant starts with: the actor as owner, else the field's own."""
        if field.name == "owner" and self._actor.id in self.assignable.owners:
            return encode(self._actor.id)
        return field.constant if not field.constant or self.is_known(field, field.constant) else ""

    def _read(self, field: Field) -> list[Option]:
        if field.name in _AXES:
            entries = Classification.objects.filter(axis=field.name, is_active=True)
            return [_entry(entry) for entry in entries]
        if field.name == "owner":
            people = self.assignable.owners.values()
            return [
                Option(encode(one.id), f"{one.name} ({one.username})", (one.name, one.email))
                for one in people
            ]
        if field.name == "department":
            found = self.assignable.departments.items()
            english = get_language() == "en"
            return [Option(encode(pk), names[english], names) for pk, names in found]
        if field.reads is Reads.CURRENCY:
            return list(_currencies(get_language() or ""))
        labels = KIND_LABELS if field.name == "kind" else STATUS_LABELS
        return [
            Option(code, capfirst(str(label)), _FURTHER.get(code, ()))
            for code, label in labels.items()
        ]


def region_names() -> list[str]:
    """Every region as people of the reader's language write it, for a field that is typed."""
    return _region_names(get_language() or "zh-hans")


@cache
def _region_names(language: str) -> list[str]:
    return [region_name(code, language) for code in regions()]


def _entry(entry: Classification) -> Option:
    code = entry.pk.split(":", 1)[1]
    return Option(
        entry.pk, entry.name, (code, entry.name_zh, entry.name_en, *entry.name_zh.split())
    )


@cache
def _currencies(language: str) -> tuple[Option, ...]:
    english = {str(code): str(name) for code, name in Locale("en").currencies.items()}
    chinese = {
        str(code): str(name) for code, name in Locale("zh", script="Hans").currencies.items()
    }
    first = ("CNY", "USD", "EUR", "HKD", "JPY", "GBP")
    codes = [*first, *sorted(code for code in chinese if code not in first)]
    names = english if language == "en" else chinese
    return tuple(
        Option(code, f"{code} {names[code]}", (english.get(code, code), chinese[code]))
        for code in codes
        if code in names and len(code) == 3
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
