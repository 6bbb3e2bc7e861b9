"""The versions of a customer and its contacts, each value under the levels of today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from access.discreet import discreet_purposes
from access.masking import Kind as Mask
from access.policy import Levels
from access.public_id import decode
from access.showing import Showing, Shown
from audit.ledger.event import WRITES
from audit.ledger.reading import readers_of
from customers.card_words import words_of
from customers.changeable import CHANGEABLE, column_of
from customers.editing import EVERY_GROUP
from customers.loading import CustomerRow
from customers.models import Contact, ContactPoint, Customer
from customers.naming import load_names, people_named
from customers.presenting import MASKS, present_customer
from customers.version import version_of

MOST = 200


class Act(StrEnum):
    """What somebody did; a change where nothing else fits better."""

    ADDED = "CREATE"
    CHANGED = "CHANGE"
    DELETED = "DELETE"
    RESTORED = "RESTORE"


@dataclass(frozen=True)
class FieldChange:
    """One field, before and after; `name` is that of the field, or of a contact's group."""

    name: str
    before: Shown
    after: Shown


@dataclass
class VersionCard:
    """What one ticket wrote. `is_restorable` where the customer itself was another one then."""

    version: str
    at: datetime
    actor: int | None
    who: str
    act: Act
    changes: list[FieldChange] = field(default_factory=list)
    is_restorable: bool = False


@dataclass(frozen=True, kw_only=True)
class HistoryPart:
    """The part of a customer that `Gateway.read_part` shows: the latest versions, newest first."""

    name: str = "history"
    groups: tuple[str, ...] = (
        *EVERY_GROUP,
        "contact.name",
        "contact.phone",
        "contact.email",
        "contact.wechat",
    )

    def show(self, row: CustomerRow, levels: Levels) -> tuple[VersionCard, ...]:
        """Grouped by the tickets that wrote them."""
        told = _Telling(row, Showing(levels, may_reveal=False))
        told.tell_customer(_versions(Customer, id=row.customer.pk))
        told.tell_parts(_versions(Contact, customer_id=row.customer.pk), _of_contact)
        told.tell_parts(_versions(ContactPoint, customer_id=row.customer.pk), _of_point)
        return told.newest()


class _Telling:
    def __init__(self, row: CustomerRow, showing: Showing) -> None:
        self._row, self._showing = row, showing
        self._found: dict[UUID, VersionCard] = {}

    def tell_customer(self, kept: Sequence[Any]) -> None:
        """Each version against the one before it."""
        if not kept:
            return
        names = load_names(kept)
        before: Any = None
        for one in kept:
            entry = self._entry(one)
            if before is None:
                entry.act = Act.ADDED
            elif bool(before.deleted_at) != bool(one.deleted_at):
                entry.act = Act.DELETED if one.deleted_at else Act.RESTORED
            else:
                entry.changes += self._changes(before, one, names)
            entry.is_restorable = one is not kept[-1]
            before = one

    def tell_parts(self, kept: Sequence[Any], fields: Any) -> None:
        """The same for what hangs on it; what came with the customer itself is not told again."""
        last: dict[int, Any] = {}
        for one in kept:
            entry = self._entry(one)
            gone = one.history_type == "-"
            before, after = last.get(one.id), None if gone else one
            if entry.act is not Act.ADDED:
                entry.changes += [
                    FieldChange(name, self._show(group, mask, old), self._show(group, mask, new))
                    for (name, group, mask, old), (_n, _g, _m, new) in zip(
                        fields(before, one), fields(after, one), strict=True
                    )
                    if old != new
                ]
            last[one.id] = one

    def newest(self) -> tuple[VersionCard, ...]:
        entries = sorted(self._found.values(), key=lambda entry: entry.at, reverse=True)[:MOST]
        discreet = _discreet_writes(self._row.customer.pk)
        for entry in entries:
            if any(who == entry.actor and _is_of(entry.at, at) for who, at in discreet):
                entry.actor = None
        names = people_named({entry.actor for entry in entries if entry.actor})
        for entry in entries:
            entry.who = names.get(entry.actor or 0, "")
        return tuple(entries)

    def _entry(self, one: Any) -> VersionCard:
        if one.ticket not in self._found:
            self._found[one.ticket] = VersionCard(
                version_of(one.ticket), one.history_date, one.history_user_id, "", Act.CHANGED
            )
        return self._found[one.ticket]

    def _changes(self, before: Any, after: Any, names: Any) -> Iterable[FieldChange]:
        old, new = (
            words_of(
                present_customer(
                    replace(self._row, customer=one, contacts=[], names=names, detail=True),
                    self._showing,
                )
            )
            for one in (before, after)
        )
        for one in CHANGEABLE:
            column = column_of(one.name)
            if getattr(before, column) != getattr(after, column):
                yield FieldChange(one.name, old[one.name], new[one.name])

    def _show(self, group: str, mask: Mask, value: str) -> Shown:
        return self._showing.show(group, value, mask)


def _discreet_writes(record_id: int) -> list[tuple[int, datetime]]:
    """Who wrote for a purpose that is told to nobody, and when their ticket was opened.

    Raises LedgerUnavailable.
    """
    hidden = set(discreet_purposes())
    return [
        (decode(event.actor), event.at)
        for event in readers_of(record_id, without=(), limit=10_000)
        if event.purpose in hidden and event.verb in WRITES and ":" not in event.actor
    ]


def _is_of(written: datetime, opened: datetime) -> bool:
    """A ticket is good for 60 s."""
    return timedelta() <= written - opened <= timedelta(seconds=60)


def _versions(model: Any, **wanted: int) -> list[Any]:
    return list(model.history.filter(**wanted).order_by("history_date", "history_id"))


def _of_contact(contact: Any, _known: Any) -> list[tuple[str, str, Mask, str]]:
    return [
        ("contact.name", "contact.name", Mask.PERSON, contact.name if contact else ""),
        ("contact_title", "contact.name", Mask.TEXT, contact.title if contact else ""),
    ]


def _of_point(point: Any, known: Any) -> list[tuple[str, str, Mask, str]]:
    group = f"contact.{known.means}"
    return [(group, group, MASKS[known.means], str(point.value) if point else "")]
