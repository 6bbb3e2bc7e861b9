"""Public ids: 60 random bits, written so that a person can read them over the phone."""

import re
import secrets

BITS = 60
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_VALUES = {char: value for value, char in enumerate(_ALPHABET)} | {"I": 1, "L": 1, "O": 0}
_FORM = re.compile(r"([0-9A-Z]{4})-?([0-9A-Z]{4})-?([0-9A-Z]{4})")
_LONGEST = len("7F3K-9Q2M-XD4T")


def new_id() -> int:
    """Draw an id that neither counts records nor can be guessed from another one."""
    return secrets.randbits(BITS)


def encode(number: int) -> str:
    """Write an id as three groups of four characters. Raises ValueError outside 60 bits."""
    if not 0 <= number < 1 << BITS:
        raise ValueError("not a public id")
    text = "".join(_ALPHABET[number >> shift & 31] for shift in range(BITS - 5, -1, -5))
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


def decode(text: str) -> int:
    """Read an id as people type it. Raises ValueError on anything that is none."""
    # The length first, so that a megabyte costs no more than a slip of the finger.
    fits = 12 <= len(text) <= _LONGEST and text.isascii()
    form = _FORM.fullmatch(text.upper()) if fits else None
    number = 0
    for char in "".join(form.groups()) if form else "U":
        if char not in _VALUES:
            raise ValueError("not a public id")
        number = number << 5 | _VALUES[char]
    return number
