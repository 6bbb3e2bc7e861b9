"""Why a value is not taken, from wherever it comes, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Reason:
    """What is wrong, and the cure."""

    code: str
    what: str
    cure: str


VALUE_REASONS: Mapping[str, tuple[Promise, Promise]] = {
    "missing": (_("This must not be empty"), _("Fill it in")),
    "unmapped": (_("This is not on the list"), _("Choose an entry of the list")),
    "unknown_region": (
        _("No region is known by this name"),
        _("Choose a province or city of China, or a country, from the list"),
    ),
    "text_too_long": (_("The text is too long for its field"), _("Shorten it")),
    "bad_phone": (_("This is no phone number"), _("Write its digits, or leave it empty")),
    "bad_email": (_("This is no e-mail address"), _("Correct it, or leave it empty")),
    "bad_day": (_("This is no date"), _("Write it as 2026-11-24, or leave it empty")),
    "day_to_come": (_("This day is still to come"), _("Choose today or an earlier day")),
    "shows_more": (
        _("So classified, your own grants would show you more of this customer"),
        _("Leave it, or ask somebody who sees all of it"),
    ),
    "too_many_numbers": (
        _("A contact has at most 20 numbers and addresses"),
        _("Take one away first"),
    ),
    "bad_code": (
        _("The check character of the code is wrong"),
        _("Compare it with the licence; one character is probably mistyped"),
    ),
    "outside_grant": (
        _("Your grants do not reach customers of this kind"),
        _("Choose an entry that they name, or ask a colleague to add it"),
    ),
    "owner_out_of_reach": (
        _("Customers can't be given to this owner in this department"),
        _("Choose a colleague of your own departments"),
    ),
}


def sentence(code: str) -> str:
    """Both in one, in the reader's language."""
    what, cure = VALUE_REASONS[code]
    return gettext("%(what)s. %(cure)s.") % {"what": what, "cure": cure}
