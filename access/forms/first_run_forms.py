"""The forms of the first run, one a step."""

import re
from typing import Any

from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from access.catalogue.posts import POSTS
from access.first_run_code import is_first_run_code
from access.forms.password_form import NEW
from access.models import User
from access.services.found_company import ALWAYS

NAME = 60


class CodeForm(forms.Form):
    """The set-up code."""

    code = forms.CharField(
        label=_("Set-up code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """It is the one in the run folder."""
        code: str = self.cleaned_data["code"]
        if not is_first_run_code(code):
            raise forms.ValidationError(_("This is not the set-up code."))
        return code


class CompanyForm(forms.Form):
    """The company."""

    name_zh = forms.CharField(label=_("Company name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    credit_code = forms.RegexField(
        r"^[0-9A-HJ-NP-RTUWXYa-hj-np-rtuwxy]{18}$",
        label=_("Unified social credit code"),
        required=False,
        help_text=_("18 characters"),
        error_messages={"invalid": _("The code has 18 digits and capital letters.")},
    )


class OfficerForm(forms.Form):
    """One founding officer."""

    name = forms.CharField(label=_("Name"), max_length=NAME)
    username = forms.CharField(
        label=_("User name"), max_length=NAME, validators=[UnicodeUsernameValidator()]
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    password = forms.CharField(
        label=_("Password"), widget=NEW, help_text=_("At least 12 characters; a sentence is good")
    )
    again = forms.CharField(label=_("The same once more"), widget=NEW)

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same, and good enough."""
        given = super().clean() or {}
        password, again = given.get("password"), given.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ."))
        elif password:
            user = User(username=given.get("username", ""), name=given.get("name", ""))
            try:
                validate_password(password, user)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return given

    def kept(self) -> dict[str, str]:
        """What the session keeps until the last step: the password as a hash alone."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "username": given["username"],
            "email": given["email"],
            "password": make_password(given["password"]),
        }


class DepartmentsForm(forms.Form):
    """The departments, one a line; hyphens in front say how deep a line lies."""

    departments = forms.CharField(label=_("Departments"), widget=forms.Textarea(attrs={"rows": 9}))

    def clean_departments(self) -> list[tuple[int, str, str]]:
        """Depth and names of each line."""
        found: list[tuple[int, str, str]] = []
        for line in self.cleaned_data["departments"].splitlines():
            if not line.strip():
                continue
            depth, name_zh, name_en = _read(line)
            deepest = found[-1][0] + 1 if found else 0
            if not name_zh or max(len(name_zh), len(name_en)) > NAME:
                raise forms.ValidationError(_("Each line holds a name of up to 60 characters."))
            if depth > deepest:
                text = gettext("“%(name)s” lies deeper than the line above allows.")
                raise forms.ValidationError(text % {"name": name_zh})
            if name_zh in {name for _depth, name, _english in found}:
                text = gettext("“%(name)s” stands there twice.")
                raise forms.ValidationError(text % {"name": name_zh})
            found.append((depth, name_zh, name_en))
        return found


def _read(line: str) -> tuple[int, str, str]:
    marks, rest = re.match(r"([\s\-－—]*)(.*)", line).groups()  # type: ignore[union-attr]
    name_zh, _bar, name_en = rest.replace("｜", "|").partition("|")
    return sum(mark in "-－—" for mark in marks), name_zh.strip(), name_en.strip()


class PostsForm(forms.Form):
    """Which posts of the catalogue the company starts with, besides the two of the officers."""

    posts = forms.MultipleChoiceField(
        label=_("Posts"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        is_english = get_language() == "en"
        self.fields["posts"].choices = [  # type: ignore[attr-defined]
            (post.code, post.name_en if is_english else post.name_zh)
            for post in POSTS
            if post.code not in ALWAYS
        ]
        self.initial.setdefault("posts", [code for code, _name in self.fields["posts"].choices])  # type: ignore[attr-defined]
