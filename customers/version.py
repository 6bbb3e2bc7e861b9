"""Which version of a row somebody has before them: nobody writes over a later one unseen."""

from hashlib import sha256
from uuid import UUID


def version_of(*tickets: UUID) -> str:
    """A name for what the tickets wrote. A ticket itself opens records until it is spent, so it
    leaves under its digest alone."""
    return sha256(b"".join(ticket.bytes for ticket in tickets)).hexdigest()[:24]
