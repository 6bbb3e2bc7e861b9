"""Check characters of the unified social credit code (GB 32100) and the resident id (GB 11643)."""

import re
import unicodedata
from datetime import date

_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_RESIDENT_ID = re.compile(r"[1-9][0-9]{16}[0-9X]")


def normalise_code(typed: str) -> str:
    """Write a code or an id in its one form: half-width capitals without spaces or dashes."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed[:64])).upper()


def is_credit_code(code: str) -> bool:
    """Tell whether a normalised code is well-formed and its check character is right."""
    return bool(_CODE.fullmatch(code)) and credit_check(code[:17]) == code[17]


def credit_check(first: str) -> str:
    """Compute the 18th character of a unified social credit code from the first 17."""
    total = sum(_CODE_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(first))
    return _CODE_ALPHABET[-total % 31]


def is_resident_id(number: str) -> bool:
    """Tell whether a normalised id is well-formed, its day exists and its check digit is right."""
    if not _RESIDENT_ID.fullmatch(number) or resident_check(number[:17]) != number[17]:
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return True


def resident_check(first: str) -> str:
    """Compute the 18th character of a resident id from the first 17."""
    total = sum(int(char) * pow(2, 17 - place, 11) for place, char in enumerate(first))
    return "10X98765432"[total % 11]
