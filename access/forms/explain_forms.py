"""What an officer asks an explanation for: a person, a verb, a record, a time."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.explaining import VERBS
from access.field_groups import VERB_LABELS
from access.models import Purpose, User
from access.moment import read_moment
from access.public_id import decode, encode


class RecordField(forms.CharField):
    """A public id as people type it; its number."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"size": 16}), **options)

    def clean(self, value: Any) -> int:
        """Read it. Raises ValidationError."""
        try:
            return decode(str(super().clean(value)).strip())
        except ValueError:
            raise forms.ValidationError(
                _(
                    "This is no customer's id. It looks like 7F3K-9Q2M-XD4T and stands at the head"
                    " of the customer's page."
                )
            ) from None


class MomentField(forms.CharField):
    """A past time, or nothing for now."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"type": "datetime-local", "step": "60"})
        super().__init__(max_length=40, required=False, widget=widget, **options)

    def clean(self, value: Any) -> datetime | None:
        """Read it. Raises ValidationError."""
        try:
            return read_moment(str(super().clean(value)).strip())
        except ValueError:
            raise forms.ValidationError(
                _(
                    "Give a time that lies in the past, such as 2026-03-31 09:00, or leave it empty"
                    " for now."
                )
            ) from None


class _WithPeople(forms.Form):
    """Fills the choice of people; their names are no part of an address, their ids are."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = User.objects.order_by("-is_active", "name", "username")
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((encode(one.pk), f"{one.name} ({one.username})") for one in people),
        ]


class DecisionForm(_WithPeople):
    """May this person do this to this record?"""

    person = forms.TypedChoiceField(label=pgettext_lazy("staff", "Person"), coerce=decode)
    verb = forms.ChoiceField(
        label=_("Wants to"), choices=[(verb.value, VERB_LABELS[verb]) for verb in VERBS]
    )
    record = RecordField(label=_("Customer's id"))
    at = MomentField(label=_("At this time"), help_text=_("Empty: now"))
    purpose = forms.ChoiceField(label=_("For the purpose"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        purposes = [(purpose.code, purpose.name) for purpose in Purpose.objects.all()]
        self.fields["purpose"].choices = [("", _("every purpose of theirs")), *purposes]  # type: ignore[attr-defined]


class RecordForm(forms.Form):
    """Who can see this record?"""

    record = RecordField(label=_("Customer's id"))
    at = MomentField(label=_("At this time"), help_text=_("Empty: now"))


class PersonForm(_WithPeople):
    """What can this person see?"""

    person = forms.TypedChoiceField(label=pgettext_lazy("staff", "Person"), coerce=decode)
    at = MomentField(label=_("At this time"), help_text=_("Empty: now"))
