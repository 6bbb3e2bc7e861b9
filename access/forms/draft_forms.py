"""What is asked of a draft beside its grants."""

from django import forms
from django.utils.translation import gettext_lazy as _

from access.duties import DUTIES
from access.forms.appointment_form import DAY


class DayForm(forms.Form):
    """From which day it is to be in force."""

    starts_on = forms.DateField(label=_("In force from"), widget=DAY)


class WaiverForm(forms.Form):
    """Two duties in one hand, and why."""

    pair = forms.ChoiceField(
        label=_("Duties"),
        choices=lambda: [(pair, f"{one} / {other}") for pair, (one, other) in DUTIES.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
