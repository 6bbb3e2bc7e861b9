"""Setting a password for the first time."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from access.models import User

NEW = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class PasswordForm(forms.Form):
    """Name, and a password twice."""

    name = forms.CharField(label=_("Name"), max_length=60)
    password = forms.CharField(
        label=_("Password"), widget=NEW, help_text=_("At least 12 characters; a sentence is good")
    )
    again = forms.CharField(label=_("The same once more"), widget=NEW)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        self._user = user
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        """Both are the same, and good enough for this person."""
        given = super().clean() or {}
        password, again = given.get("password"), given.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ."))
        elif password:
            try:
                validate_password(password, self._user)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return given
