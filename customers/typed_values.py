"""Reading single values, whether they come from a page, a program or a file."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from customers import phone_number
from customers.choices import Choices
from customers.fields import Field, Reads
from customers.value_refused import ValueRefused

# Marks that turn the direction of text: they make a name look like another one.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def read_value(field: Field, given: str, choices: Choices) -> str:
    """A text or the code of a list, in the form in which it is kept. Raises ValueRefused."""
    if given and field.is_mapped:
        # An entry may have been closed, or a colleague have left, since the list was shown.
        if not choices.is_known(field, given):
            raise ValueRefused("unmapped")
        return given
    read = _READERS.get(field.reads)
    text = read(given) if read and given else read_text(given, field.longest)
    if field.is_required and not text:  # perhaps nothing is left of what can't be seen
        raise ValueRefused("missing")
    return text


def read_text(cell: str, longest: int) -> str:
    """The text in its composed form, without what can't be seen. Raises ValueRefused."""
    text = unicodedata.normalize("NFC", _CONTROL.sub("", _TURNING.sub("", cell)))
    text = text.strip().strip("\u200b\u200c\u200d").strip()
    if len(text) > longest:
        raise ValueRefused("text_too_long")
    return text


def read_phone(cell: str) -> str:
    """A phone as typed; the service brings it into one form. Raises ValueRefused."""
    text = read_text(cell, phone_number.LONGEST)
    try:
        phone_number.normalise(text)
    except ValueError:
        raise ValueRefused("bad_phone") from None
    return text


def read_email(cell: str) -> str:
    """An e-mail address. Raises ValueRefused."""
    text = read_text(cell, 254)
    try:
        validate_email(text)
    except ValidationError:
        raise ValueRefused("bad_email") from None
    return text


_READERS = {Reads.PHONE: read_phone, Reads.EMAIL: read_email}
