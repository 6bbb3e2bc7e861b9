"""A new customer as somebody types it in; what was typed stays where it is wrong."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.public_id import decode
from customers.choices import Choices
from customers.drafts import CustomerDraft
from customers.fields import Reads
from customers.forms.controls import control
from customers.new_customer import NEW_CUSTOMER, CustomerRefused, read_new_customer
from customers.sent_once import LONGEST, new_token
from customers.value_reasons import sentence

_LABELS: dict[str, Promise] = {"contact_name": _("Name"), "contact_title": _("Title")}


class NewCustomerForm(forms.Form):
    """The fields of customers/new_customer.py; `draft` once it is valid."""

    draft: CustomerDraft

    def __init__(self, choices: Choices, given: Mapping[str, Any] | None = None) -> None:
        super().__init__(given, initial=_initial(choices))
        self._choices = choices
        for field in NEW_CUSTOMER:
            self.fields[field.name] = control(field, choices, labels=_LABELS)
        self.token: str = (given or {}).get("token", "")[:LONGEST] or new_token()

    @property
    def wrong(self) -> list[forms.BoundField]:
        """The fields that are to be mended."""
        return [self[name] for name in self.fields if name in self.errors]

    def clean(self) -> dict[str, Any]:
        """Read it as a file's row is read."""
        given = {name: str(self.cleaned_data.get(name, "")) for name in self.fields}
        region = next(field for field in NEW_CUSTOMER if field.name == "region")
        given["region"] = self._choices.find(region, given["region"]) or given["region"]
        try:
            self.draft = read_new_customer(given, self._choices)
        except CustomerRefused as refused:
            for name, code in refused.codes.items():
                if name not in self.errors:
                    code = "unknown_region" if (name, code) == ("region", "unmapped") else code
                    self.add_error(name, sentence(code))
        return self.cleaned_data


def confirmed_ids(given: str) -> frozenset[int]:
    """The customers that were shown and said to be others; what is no id confirms nothing."""
    found = set()
    for text in given.split():
        try:
            found.add(decode(text))
        except ValueError:
            continue
    return frozenset(found)


def _initial(choices: Choices) -> dict[str, str]:
    """What an import would suggest, but for the source, which is no file here."""
    found = {
        field.name: choices.suggested(field)
        for field in NEW_CUSTOMER
        if field.reads is Reads.CHOICE and field.name != "source"
    }
    departments = choices.assignable.departments
    if len(departments) == 1:
        department = next(field for field in NEW_CUSTOMER if field.name == "department")
        found["department"] = choices.options(department)[0].code
    return found
