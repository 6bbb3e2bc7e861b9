"""An appointment as an administrator writes it down."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.forms.choices import NamedChoice
from access.models import Department, Post

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class AppointmentForm(forms.Form):
    """Which post, where, from when, until when."""

    post = NamedChoice(label=_("Post"), queryset=Post.objects.filter(is_active=True))
    department = NamedChoice(
        label=_("Department"), queryset=Department.objects.filter(is_active=True)
    )
    starts_on = forms.DateField(label=_("First day"), widget=DAY, initial=timezone.localdate)
    ends_on = forms.DateField(
        label=_("Last day"), widget=DAY, required=False, help_text=_("Empty: for good")
    )

    def clean(self) -> dict[str, Any]:
        """The last day does not lie before the first."""
        given = super().clean() or {}
        starts_on, ends_on = given.get("starts_on"), given.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day lies before the first day."))
        return given


class LastDayForm(forms.Form):
    """The last day of an appointment."""

    ends_on = forms.DateField(label=_("Last day"), widget=DAY, initial=timezone.localdate)
