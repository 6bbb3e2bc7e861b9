"""What this machine wrote into the ledger, noted in a file that the database's owner can't reach.

An event that vanishes before it is sealed leaves its receipt behind.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from audit.ledger.state_folder import state_folder


@dataclass(frozen=True)
class Receipt:
    """An event's number, and the leaf that it must become."""

    event: int
    leaf: bytes


def keep(receipt: Receipt, *, at: datetime) -> None:
    """Append a receipt to the day's file. Raises OSError."""
    line = f"{receipt.event} {receipt.leaf.hex()}\n".encode()
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    handle = os.open(file_of(at.date()), flags, 0o600)
    try:
        # One write: the lines of processes beside us never mix.
        if os.write(handle, line) != len(line):
            raise OSError("the receipt was cut short")
    finally:
        os.close(handle)


def file_of(day: date) -> Path:
    """Where the receipts of that day are."""
    return state_folder() / f"receipts-{day.isoformat()}"


def files() -> list[Path]:
    """All days, oldest first; those set aside by a new incarnation are none of them."""
    return sorted(state_folder().glob("receipts-????-??-??"))


def read(path: Path, *, offset: int = 0) -> tuple[list[Receipt], int]:
    """The receipts from there on, and where the next reading starts."""
    with path.open("rb") as file:
        file.seek(offset)
        content = file.read()
    whole = content[: content.rfind(b"\n") + 1]
    return list(_parsed(whole)), offset + len(whole)


def _parsed(content: bytes) -> Iterator[Receipt]:
    for line in content.splitlines():
        event, _, leaf = line.decode("ascii", "replace").partition(" ")
        # A line that a full disk or a dying machine cut short is no receipt.
        if event.isdecimal() and len(leaf) == 64:
            yield Receipt(int(event), bytes.fromhex(leaf))
