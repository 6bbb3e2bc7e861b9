"""A post as an administrator writes it down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.models import Post


class PostForm(forms.ModelForm):  # type: ignore[type-arg]
    """Names and flags; the grants have a form of their own."""

    class Meta:
        model = Post
        fields = [
            "name_zh",
            "name_en",
            "code",
            "requires_mfa",
            "administers",
            "watches",
            "is_active",
        ]
        labels = {
            "name_zh": _("Chinese name"),
            "name_en": _("English name"),
            "code": _("Code"),
            "requires_mfa": _("Asks for a second step at log-in"),
            "administers": _("Administers people, departments and posts"),
            "watches": _("Watches the ledger"),
            "is_active": _("In use"),
        }
        help_texts = {
            "code": _("Latin letters, digits and hyphens; stands in exports and in the API"),
            "administers": _("Such a post sees no customer and takes no grants"),
            "watches": _("Such a post sees who has looked at which customer"),
        }

    def clean(self) -> dict[str, Any]:
        """Duties apart."""
        given = super().clean() or {}
        if given.get("administers") and given.get("watches"):
            self.add_error(
                "watches",
                _("Who administers the system does not watch the ledger: these are two people."),
            )
        return given
