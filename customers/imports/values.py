"""Reading single cells of a file that come in many forms: dates and decimals."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from customers.fields import Field
from customers.value_refused import ValueRefused

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

# The time of day behind a date: of no use here.
_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}([.,]\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$")
# By the decimal sign. Groups are of three, so that 12,34 is never read as 1234.
_FIGURES = {
    ".": re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII),
    ",": re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", re.ASCII),
}


def read_date(cell: str, form: str) -> date:
    """A day; a time behind it is left out. Raises ValueRefused."""
    text = _CLOCK.sub("", unicodedata.normalize("NFKC", cell.strip()))
    try:
        found = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise ValueRefused("bad_date") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueRefused("date_range")
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
    """An exact number with `sign` before its decimals; "15%" is a share. Raises ValueRefused."""
    text = "".join(unicodedata.normalize("NFKC", cell[:80]).split())
    share = field.most == 1 and text.endswith("%")
    text = text.removesuffix("%") if share else text
    # No exponents, NaN or Infinity: what a spreadsheet has rounded is no longer the figure. No
    # signs of a currency either: it would be read as that of the column beside it.
    if len(text) > 40 or not _FIGURES[sign].fullmatch(text):
        raise ValueRefused("bad_number")
    found = Decimal(text.replace("," if sign == "." else ".", "").replace(sign, "."))
    return _within(found / 100 if share else found, field)


def _within(number: Decimal, field: Field) -> Decimal:
    _, digits, exponent = number.normalize().as_tuple()
    places = max(0, -int(exponent))
    if places > field.places:
        raise ValueRefused("too_many_places")
    if len(digits) + int(exponent) > field.digits - field.places:
        raise ValueRefused("number_too_large")
    if field.least is not None and number < field.least:
        raise ValueRefused("number_negative")
    if field.most is not None and number > field.most:
        raise ValueRefused("number_over")
    return number


def _fits(cell: str, form: str) -> bool:
    try:
        read_date(cell, form)
    except ValueRefused:
        return False
    return True
