"""A contact as somebody types it: numbers that they see masked can be replaced, not read."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from access.editable import Editable
from access.masking import Level
from access.public_id import decode, encode
from customers.cards import ContactCard
from customers.contact_given import LONGEST, UNKNOWN, ContactGiven
from customers.value_reasons import sentence

_MEANS = {"phone": _("Phone"), "email": _("E-mail"), "wechat": _("WeChat")}
_NEW = {
    "phone": _("Another phone"),
    "email": _("Another e-mail"),
    "wechat": _("Another WeChat id"),
}
_KEYBOARDS = {"phone": "tel", "email": "email"}


class ContactForm(forms.Form):
    """Filled with the card where there is one; `given` is what the service takes."""

    def __init__(
        self,
        may_write: Editable,
        card: ContactCard | None = None,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(typed)
        self.version = card.version if card else ""
        self.in_clear: list[str] = []
        if "contact.name" in may_write.clear:
            name = card.name.text if card else ""
            self.fields["name"] = _text(_("Name"), name, is_required=True)
            self.fields["title"] = _text(_("Title"), card.title.text if card else "")
        for means, label in _MEANS.items():
            for number, shown in enumerate(getattr(card, f"{means}s", ()), start=1):
                if shown.group in may_write.replaceable:
                    self._add_point(means, f"{label} {number}", shown)
            if f"contact.{means}" in may_write.seen:
                said = _NEW[means] if card and getattr(card, f"{means}s") else label
                self.fields[f"new_{means}"] = _text(said, means=means)
        if card is None or not card.is_primary:
            self.fields["is_primary"] = forms.BooleanField(
                label=_("The one to speak to first"), required=False
            )

    def _add_point(self, means: str, label: str, shown: Any) -> None:
        name = f"point_{encode(shown.part)}"
        if shown.level is Level.CLEAR:
            self.in_clear.append(f"shown_{encode(shown.part)}")
            self.fields[name] = _text(label, shown.text, means=means)
            self.fields[name].help_text = gettext("Empty it to take it away")
            return
        self.fields[name] = _text(label, means=means)
        self.fields[name].help_text = gettext("Now %(mask)s. Empty: it stays as it is") % {
            "mask": shown.text
        }
        self.fields[f"drop_{encode(shown.part)}"] = forms.BooleanField(
            label=gettext("Take away %(mask)s") % {"mask": shown.text}, required=False
        )

    @property
    def wrong(self) -> list[forms.BoundField]:
        """The fields that are to be mended."""
        return [self[name] for name in self.fields if name in self.errors]

    @property
    def rows(self) -> list[forms.BoundField]:
        """Every field, in order."""
        return [self[name] for name in self.fields]

    def refuse(self, codes: Mapping[str, str]) -> None:
        """Put the reasons to their fields."""
        if codes and not self.is_bound:  # refused by a button beside the form
            self.data = {name: field.initial or "" for name, field in self.fields.items()}
            self.is_bound = True
        found = self.errors
        for place, code in codes.items():
            name = _named(place)
            if code == UNKNOWN or name not in self.fields:
                said = gettext("Your grants do not let you change all of this contact.")
                self.add_error(None, said if code == UNKNOWN else sentence(code))
            elif name not in found:
                self.add_error(name, sentence(code))


def typed_contact(posted: Mapping[str, str], *, is_new: bool) -> ContactGiven:
    """What was sent. A masked number that was left empty stays, until its box takes it away; one
    that the form showed in clear (`shown_...`) goes when it is emptied."""
    points: dict[int, str] = {}
    for key, value in posted.items():
        kind, _underscore, rest = key.partition("_")
        if kind not in {"point", "drop"}:
            continue
        try:
            pk = decode(rest)
        except ValueError:
            continue
        if kind == "drop":
            points[pk] = ""
        elif value.strip() or f"shown_{rest}" in posted:
            points.setdefault(pk, value)
    return ContactGiven(
        name=posted.get("name"),
        title=posted.get("title"),
        is_primary=True if posted.get("is_primary") else None,
        points={} if is_new else points,
        new=tuple(
            (means, posted[f"new_{means}"])
            for means in _MEANS
            if posted.get(f"new_{means}", "").strip()
        ),
    )


def _named(place: str) -> str:
    kind, _underscore, rest = place.partition("_")
    return f"point_{encode(int(rest))}" if kind == "point" and rest.isdecimal() else place


def _text(
    label: Any, initial: str = "", *, means: str = "", is_required: bool = False
) -> forms.CharField:
    found = forms.CharField(
        label=str(label),
        initial=initial,
        required=is_required,
        max_length=254 if means else LONGEST,
        error_messages={"required": sentence("missing"), "max_length": sentence("text_too_long")},
    )
    if means in _KEYBOARDS:
        found.widget.attrs["inputmode"] = _KEYBOARDS[means]
    return found
