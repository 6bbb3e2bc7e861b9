"""Asking people for their codes: at a terminal unseen, else as lines `name code`."""

import sys
from getpass import getpass

from audit.ledger import people
from audit.ledger.signed_note import NoteRefused, PrivateKey


def ask(number: int) -> list[PrivateKey]:
    """The keys of so many different people. Raises NoteRefused."""
    found: list[PrivateKey] = []
    for _ in range(number):
        name, code = _typed() if sys.stdin.isatty() else _line()
        key = people.sign_in(name, code)
        if key.public() not in people.known():
            raise NoteRefused(f"{name or 'nobody'} is not known, or the code is another's")
        if key.name in {each.name for each in found}:
            raise NoteRefused("each must be somebody else")
        found.append(key)
    return found


def _typed() -> tuple[str, str]:
    name = input(f"name ({people.RECOVERY} for the sealed code): ").strip()
    return name, getpass(f"code of {name}: ")


def _line() -> tuple[str, str]:
    name, _, code = sys.stdin.readline().strip().partition(" ")
    return name, code
