"""A customer as somebody changes it: the fields that they see in clear, and no others."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext

from customers.card_words import words_of
from customers.cards import CustomerCard
from customers.changeable import CHANGEABLE, UNKNOWN, fields_within, values_of
from customers.choices import Choices
from customers.fields import Reads
from customers.forms.controls import control
from customers.regions import region_name
from customers.value_reasons import sentence

REGION = next(field for field in CHANGEABLE if field.name == "region")


def typed_values(posted: Mapping[str, Any], choices: Choices) -> dict[str, str]:
    """What was sent for the fields of a customer; a region by its code where its name is known."""
    given = {field.name: str(posted[field.name]) for field in CHANGEABLE if field.name in posted}
    if "region" in given:
        given["region"] = choices.find(REGION, given["region"].strip()) or given["region"]
    return given


class ChangeCustomerForm(forms.Form):
    """Filled with the card, or with what was `typed`; the service reads it, and says what is
    wrong by `refuse`."""

    def __init__(
        self,
        card: CustomerCard,
        groups: Collection[str],
        choices: Choices,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        values, words = values_of(card), words_of(card)
        shown = values | dict(typed or {})
        language = get_language() or "zh-hans"
        if choices.is_known(REGION, shown.get("region", "")):
            shown["region"] = region_name(shown["region"], language)
        super().__init__(shown if typed is not None else None, initial=shown)
        self.version = card.version
        for field in fields_within(groups):
            kept = (values[field.name], words[field.name].text)
            kept_entry = kept if field.reads is Reads.CHOICE and kept[0] else None
            self.fields[field.name] = control(field, choices, labels={}, kept=kept_entry)

    @property
    def wrong(self) -> list[forms.BoundField]:
        """The fields that are to be mended."""
        return [self[name] for name in self.fields if name in self.errors]

    def refuse(self, codes: Mapping[str, str]) -> None:
        """Put the reasons to their fields."""
        found = self.errors  # read, so that there is something to add to
        for name, code in codes.items():
            if code == UNKNOWN or name not in self.fields:
                self.add_error(
                    None,
                    gettext(
                        "A field was sent that you can't change. Open the form again: perhaps "
                        "your grants have changed since."
                    ),
                )
            elif name not in found:
                code = "unknown_region" if (name, code) == ("region", "unmapped") else code
                self.add_error(name, sentence(code))
