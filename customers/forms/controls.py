"""The control in which a field of a customer is typed or chosen."""

from collections.abc import Mapping

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from customers.choices import Choices
from customers.fields import Field, Reads
from customers.value_reasons import sentence

_HELPS: dict[str, Promise] = {
    "identifier": _("For a customer in China its check character must be right"),
    "region": _("Type to choose: a province or city of China, or a country"),
    "department": _("Empty: the owner's own"),
    "contact_name": _("Empty: the customer's own name, where there is a number or an address"),
}
_KEYBOARDS = {Reads.PHONE: "tel", Reads.EMAIL: "email"}


def control(
    field: Field,
    choices: Choices,
    *,
    labels: Mapping[str, Promise],
    kept: tuple[str, str] | None = None,
) -> forms.CharField:
    """The control, with the field's own label where `labels` has no other; `kept` is an entry
    that stays although it is on the list no longer."""
    found = forms.CharField(
        label=str(labels.get(field.name, field.label)),
        help_text=str(_HELPS.get(field.name, "")),
        required=field.is_required,
        error_messages={"required": sentence("missing")},
    )
    if field.reads is Reads.CHOICE:
        listed = [(option.code, option.label) for option in choices.options(field)]
        if kept and kept[0] not in {code for code, _label in listed}:
            listed.append(kept)
        if field.name == "kind":
            found.widget = forms.RadioSelect(choices=listed)
        else:
            found.widget = forms.Select(choices=[("", _("Please choose")), *listed])
        found.widget.is_required = field.is_required
    elif field.reads is Reads.REGION:
        found.widget.attrs["list"] = "regions"
    elif field.reads is Reads.DATE:
        found.widget.input_type = "date"
    elif field.reads in _KEYBOARDS:
        found.widget.attrs["inputmode"] = _KEYBOARDS[field.reads]
    return found
