"""Validators of typed text, for forms and the API alike."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Marks that turn the direction of text make a name look like another one; the rest can't be seen.
_TURNING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def plain_text(value: str) -> None:
    """Refuse what can't be seen or changes how the rest is seen. Raises ValidationError."""
    if _TURNING.search(value):
        raise ValidationError(
            _("A mark that turns the direction of text is in it. Type it instead of pasting it."),
            code="turning_mark",
        )
    if _CONTROL.search(value):
        raise ValidationError(
            _("A control character is in it. Type it instead of pasting it."),
            code="control_character",
        )
