"""Reading single cells: text, dates, decimals, phones, addresses."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from customers import phone_number
from customers.imports.errors import CellRefused
from customers.imports.fields import Field

# Written forms, each with what people see. Where several fit, the person chooses.
DATE_FORMS = {
    "%Y-%m-%d": "2026-11-24",
    "%Y/%m/%d": "2026/11/24",
    "%Y.%m.%d": "2026.11.24",
    "%Y年%m月%d日": "2026年11月24日",
    "%Y%m%d": "20261124",
    "%d.%m.%Y": "24.11.2026",
    "%d/%m/%Y": "24/11/2026",
    "%m/%d/%Y": "11/24/2026",
}
FIRST_YEAR, LAST_YEAR = 1900, 2100

# Marks that turn the direction of text: they make a name look like another one.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f]")
# The time of day behind a date: of no use here.
_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$")
# By the decimal sign. Groups are of three, so that 12,34 is never read as 1234.
_FIGURES = {
    ".": re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII),
    ",": re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", re.ASCII),
}


def read_text(cell: str, longest: int) -> str:
    """The text in its composed form, without what can't be seen. Raises CellRefused."""
    text = unicodedata.normalize("NFC", _CONTROL.sub("", _TURNING.sub("", cell)))
    text = text.strip().strip("\u200b\u200c\u200d").strip()
    if len(text) > longest:
        raise CellRefused("text_too_long")
    return text


def read_date(cell: str, form: str) -> date:
    """A day; a time behind it is left out. Raises CellRefused."""
    text = _CLOCK.sub("", unicodedata.normalize("NFKC", cell.strip()))
    try:
        found = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise CellRefused("bad_date") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise CellRefused("date_range")
    return found


def fitting_forms(cells: Iterable[str]) -> list[str]:
    """The forms in which all of the dates can be read."""
    left = list(DATE_FORMS)
    for cell in cells:
        left = [form for form in left if _fits(cell, form)]
        if not left:
            break
    return left


def read_decimal(cell: str, sign: str, field: Field) -> Decimal:
    """An exact number with `sign` before its decimals; "15%" is a share. Raises CellRefused."""
    text = "".join(unicodedata.normalize("NFKC", cell[:80]).split())
    share = field.most == 1 and text.endswith("%")
    text = text.removesuffix("%") if share else text
    # No exponents, NaN or Infinity: what a spreadsheet has rounded is no longer the figure. No
    # signs of a currency either: it would be read as that of the column beside it.
    if len(text) > 40 or not _FIGURES[sign].fullmatch(text):
        raise CellRefused("bad_number")
    found = Decimal(text.replace("," if sign == "." else ".", "").replace(sign, "."))
    return _within(found / 100 if share else found, field)


def read_phone(cell: str) -> str:
    """A phone as typed; the service brings it into one form. Raises CellRefused."""
    text = read_text(cell, phone_number.LONGEST)
    try:
        phone_number.normalise(text)
    except ValueError:
        raise CellRefused("bad_phone") from None
    return text


def read_email(cell: str) -> str:
    """An e-mail address. Raises CellRefused."""
    text = read_text(cell, 254)
    try:
        validate_email(text)
    except ValidationError:
        raise CellRefused("bad_email") from None
    return text


def _within(number: Decimal, field: Field) -> Decimal:
    _, digits, exponent = number.normalize().as_tuple()
    places = max(0, -int(exponent))
    if places > field.places:
        raise CellRefused("too_many_places")
    if len(digits) + int(exponent) > field.digits - field.places:
        raise CellRefused("number_too_large")
    if field.least is not None and number < field.least:
        raise CellRefused("number_negative")
    if field.most is not None and number > field.most:
        raise CellRefused("number_over")
    return number


def _fits(cell: str, form: str) -> bool:
    try:
        read_date(cell, form)
    except CellRefused:
        return False
    return True
