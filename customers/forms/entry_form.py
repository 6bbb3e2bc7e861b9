"""An entry of the catalogue as a data steward writes it down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from customers.plain_text import plain_text


class EntryForm(forms.Form):
    """Its name in both languages."""

    name_zh = forms.CharField(label=_("Chinese name"), max_length=80, validators=[plain_text])
    name_en = forms.CharField(label=_("English name"), max_length=80, validators=[plain_text])
