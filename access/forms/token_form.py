"""A token as its owner asks for it."""

from datetime import timedelta
from ipaddress import ip_network
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.models import Purpose
from access.services.make_token import TokenTerms

DAYS = [(30, _("30 days")), (90, _("90 days")), (365, _("a year"))]
MOST_NETWORKS = 20


class TokenForm(forms.Form):
    """Name, purpose, term, networks."""

    name = forms.CharField(
        label=_("For which program"),
        max_length=60,
        help_text=_("So that you know it again, for instance “accounting, nightly”"),
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        required=False,
        help_text=_("A program that leaves it open says it with each request (X-Purpose)."),
    )
    days = forms.TypedChoiceField(label=_("Works for"), choices=DAYS, coerce=int, initial=90)
    networks = forms.CharField(
        label=_("From these networks alone"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_("One to a line, such as 10.20.0.0/16 or 2001:db8::/32. Empty: from anywhere."),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        theirs = Purpose.objects.filter(code__in=actor.purposes)
        choices = [("", _("said with each request")), *((p.code, p.name) for p in theirs)]
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]

    def clean_networks(self) -> tuple[str, ...]:
        """Each line in its short form."""
        lines = str(self.cleaned_data["networks"]).split()
        if len(lines) > MOST_NETWORKS:
            raise forms.ValidationError(_("At most 20 networks."))
        return tuple(_network(line) for line in lines)

    def terms(self) -> TokenTerms:
        """What the form says, once it is valid."""
        given = self.cleaned_data
        return TokenTerms(
            name=given["name"],
            purpose=given["purpose"] or None,
            lasts=timedelta(days=given["days"]),
            networks=given["networks"],
        )


def _network(text: str) -> str:
    try:
        return str(ip_network(text, strict=False))
    except ValueError:
        raise forms.ValidationError(
            _("“%(text)s” is no network; write it as 10.20.0.0/16."), params={"text": text[:43]}
        ) from None
