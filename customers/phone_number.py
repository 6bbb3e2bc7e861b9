"""Phone numbers: read as people type them, kept in one form, shown as they are dialled at home."""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

LONGEST = 64
_EXTENSION = re.compile(r"\s*(?:转|分机|ext\.?|x)\s*(\d{1,6})\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class PhoneNumber:
    """What is stored (`text`, to be encrypted) and what is digested for the index (`index`)."""

    text: str
    index: str
    is_valid: bool


def normalise(typed: str, *, region: str = "CN") -> PhoneNumber:
    """Read a number as dialled in a region; one that no plan knows is kept as it was typed.

    Raises ValueError where there is no digit at all or more text than any number has.
    """
    if len(typed) > LONGEST:
        raise ValueError("too long for a phone number")
    text = " ".join(unicodedata.normalize("NFKC", typed).split())
    digits = "".join(char for char in text if char.isdecimal())
    if not digits:
        raise ValueError("no digit in the phone number")
    number, extension = _parse(text, region)
    if number is None:
        return PhoneNumber(text=text, index=digits, is_valid=False)
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return PhoneNumber(text=e164 + (f" ext. {extension}" if extension else ""), index=e164,
                       is_valid=True)  # fmt: skip


def format_local(text: str, *, region: str = "CN") -> str:
    """Write a stored number as it is dialled in the reader's region; others stay as they are."""
    number, extension = _parse(text, region)
    if number is None:
        return text
    at_home = number.country_code == phonenumbers.country_code_for_region(region)
    form = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    written = phonenumbers.format_number(number, form)
    # China writes its area codes with a dash: 0510-8300 1234.
    written = re.sub(r"^(0\d+) ", r"\1-", written) if at_home and region == "CN" else written
    return written + (f" ext. {extension}" if extension else "")


def _parse(text: str, region: str) -> tuple[phonenumbers.PhoneNumber | None, str]:
    extension = _EXTENSION.search(text)
    try:
        number = phonenumbers.parse(text[: extension.start()] if extension else text, region)
    except NumberParseException:
        return None, ""
    # Merely possible numbers are not enough: a mobile with a digit missing is "possible" too.
    # An extension that the library found by itself would be lost in E.164: kept as typed instead.
    if number.extension or not phonenumbers.is_valid_number(number):
        return None, ""
    return number, extension[1] if extension else ""
