"""What the gateway hands out, each with the event it was entered under."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from access.actor import HeldGrant
from access.editable import Editable
from access.policy import Levels
from audit.ledger.reading import Reader

Card = TypeVar("Card")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Folio:
    """The event under which something was shown: a page ends with it."""

    event: int
    at: datetime
    purpose: str
    posts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet(Generic[Card]):
    """A record as shown, why, who else has seen it, and the event it was entered under.

    `lists_readers` says whether a grant opens who has seen it; without one `readers` is empty.
    """

    card: Card
    levels: Levels
    grounds: tuple[HeldGrant, ...]
    readers: tuple[Reader, ...]
    folio: Folio
    lists_readers: bool
    editable: Editable


@dataclass(frozen=True)
class PartSheet(Generic[Card, Found]):
    """What belongs to a record, as it may be seen; the card shows the part's own groups alone."""

    card: Card
    found: Found
    folio: Folio
    editable: Editable


@dataclass(frozen=True)
class Page(Generic[Card]):
    """One page of a list, entered as one event."""

    cards: tuple[Card, ...]
    total: int
    has_before: bool
    has_after: bool
    folio: Folio


@dataclass(frozen=True)
class Revealed:
    """One value in clear."""

    value: str
    folio: Folio
