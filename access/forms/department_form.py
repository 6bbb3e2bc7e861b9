"""A department as an administrator writes it down."""

from django import forms
from django.utils.translation import gettext_lazy as _

from access.forms.choices import NamedChoice
from access.models import Department


class DepartmentForm(forms.ModelForm):  # type: ignore[type-arg]
    """Names and place in the tree."""

    parent = NamedChoice(
        label=_("Lies below"),
        queryset=Department.objects.filter(is_active=True),
        required=False,
        empty_label=_("nothing: it is at the top"),
    )

    class Meta:
        model = Department
        fields = ["name_zh", "name_en", "parent"]
        labels = {"name_zh": _("Chinese name"), "name_en": _("English name")}
