"""What somebody gives for a contact, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from customers.models import Means
from customers.new_customer import CustomerRefused
from customers.typed_values import read_email, read_phone, read_text
from customers.value_refused import ValueRefused

LONGEST = 100
MOST = 20  # numbers and addresses of one contact
UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class ContactGiven:
    """What is None or absent stays. `points` are new values by id, an empty one takes the number
    away; `new` are numbers to be added, by means."""

    name: str | None = None
    title: str | None = None
    is_primary: bool | None = None
    points: Mapping[int, str] = field(default_factory=dict)
    new: tuple[tuple[str, str], ...] = ()


def read_name(given: str) -> str:
    """A contact's name. Raises CustomerRefused."""
    try:
        name = read_text(given, LONGEST)
    except ValueRefused as refused:
        raise CustomerRefused({"name": refused.code}) from None
    if not name:
        raise CustomerRefused({"name": "missing"})
    return name


def read_title(given: str) -> str:
    """A contact's position. Raises CustomerRefused."""
    try:
        return read_text(given, LONGEST)
    except ValueRefused as refused:
        raise CustomerRefused({"title": refused.code}) from None


def read_point(means: str, given: str, place: str) -> str:
    """A number or address; `place` is what the refusal names. Raises CustomerRefused."""
    try:
        if means == Means.PHONE and given.strip():
            return read_phone(given.strip())
        if means == Means.EMAIL and given.strip():
            return read_email(given.strip())
        return read_text(given, LONGEST)
    except ValueRefused as refused:
        raise CustomerRefused({place: refused.code}) from None
