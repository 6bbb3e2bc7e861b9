"""A grant as an administrator writes it down."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.field_groups import FIELD_GROUPS, VERB_LABELS
from access.forms.appointment_form import DAY
from access.masking import Level
from access.models import Grant, Purpose
from access.services.save_grant import GrantTerms

SCOPES = [
    ("OWN", _("their own customers")),
    ("DEPARTMENT", _("customers of their department and below")),
    ("ALL", _("all customers")),
]


class GrantForm(forms.Form):
    """Verbs, scope, purposes, dates, and a level for each field group (`level_...`)."""

    scope = forms.ChoiceField(
        label=_("On which customers"), choices=SCOPES, widget=forms.RadioSelect
    )
    verbs = forms.MultipleChoiceField(
        label=_("May do"), choices=VERB_LABELS.items, widget=forms.CheckboxSelectMultiple
    )
    purposes = forms.MultipleChoiceField(
        label=_("For these purposes"), widget=forms.CheckboxSelectMultiple
    )
    starts_on = forms.DateField(label=_("First day"), widget=DAY, initial=timezone.localdate)
    ends_on = forms.DateField(
        label=_("Last day"), widget=DAY, required=False, help_text=_("Empty: for good")
    )

    def __init__(self, *args: Any, grant: Grant | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        purposes = [(purpose.code, purpose.name) for purpose in Purpose.objects.all()]
        self.fields["purposes"].choices = purposes  # type: ignore[attr-defined]
        for group in FIELD_GROUPS:
            self.fields[f"level_{group.code}"] = forms.ChoiceField(
                label=str(group.label),
                choices=Level.choices,
                initial=Level.HIDDEN,
                widget=forms.RadioSelect,
            )
        if grant:
            self.initial = _said_by(grant)

    @property
    def levels(self) -> list[forms.BoundField]:
        """The fields of the table of levels."""
        return [self[f"level_{group.code}"] for group in FIELD_GROUPS]

    def clean(self) -> dict[str, Any]:
        """The last day does not lie before the first."""
        given = super().clean() or {}
        starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day lies before the first day."))
        return given

    def terms(self) -> GrantTerms:
        """What the form says, once it is valid."""
        given = self.cleaned_data
        levels = {group.code: given[f"level_{group.code}"] for group in FIELD_GROUPS}
        return GrantTerms(
            verbs=tuple(given["verbs"]),
            scope=given["scope"],
            levels={code: level for code, level in levels.items() if level != Level.HIDDEN},
            purposes=tuple(given["purposes"]),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
        )


def _said_by(grant: Grant) -> dict[str, Any]:
    said: dict[str, Any] = {
        "scope": grant.scope,
        "verbs": grant.verbs,
        "purposes": list(grant.purposes.values_list("code", flat=True)),
        "starts_on": grant.starts_on,
        "ends_on": grant.ends_on,
    }
    for group in FIELD_GROUPS:
        said[f"level_{group.code}"] = grant.levels.get(group.code, Level.HIDDEN)
    return said
