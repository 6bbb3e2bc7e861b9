"""A person as an administrator writes them down."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.models import User


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """User name, name and e-mail; two people never share one."""

    class Meta:
        model = User
        fields = ["name", "username", "email"]
        labels = {"name": _("Name"), "username": _("User name"), "email": _("E-mail")}
        help_texts = {
            "username": _("For the log-in, for instance the staff number"),
            "email": _("For the invitation, and for the log-in too"),
        }

    def clean_username(self) -> str:
        """One spelling is one person."""
        return self._unused("username")

    def clean_email(self) -> str | None:
        """Empty is none."""
        return self._unused("email") or None

    def _unused(self, field: str) -> str:
        value: str = self.cleaned_data.get(field) or ""
        others = User.objects.exclude(pk=self.instance.pk)
        taken = Q(username__iexact=value) | Q(email__iexact=value)
        if value and others.filter(taken).exists():
            raise forms.ValidationError(_("Another person has this already."))
        return value
