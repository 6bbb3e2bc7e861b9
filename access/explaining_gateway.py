"""The same door for explanations: where a record stands or stood, how many a grant reaches.

Explaining a decision about a record is a read of it: authorised, entered, and only then answered.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.utils import timezone

from access.actor import Actor, HeldGrant
from access.decision.place import Place
from access.decision.verdict import Covers
from access.errors import NoGrant, RecordNotVisible
from access.finding import MOST_COUNTED
from access.gateway import Gateway
from access.sheet import Folio
from access.walls import require_walls
from audit.ledger import book
from audit.ledger.event import Outcome, Verb

Row = TypeVar("Row")
Card = TypeVar("Card")

# Whoever has a shell on the machine: no person, no grant, and the ledger says so.
CONSOLE = Actor(id=0, name="console", channel="CONSOLE", system="system:console")


@dataclass
class Located:
    """Where the record stood, or nothing; `result` becomes the body of the result event."""

    place: Place | None
    folio: Folio
    result: dict[str, Any]


class ExplainingGateway(Gateway[Row, Card]):
    """A gateway that also locates and counts; both under the verb EXPLAIN."""

    @property
    def orders(self) -> frozenset[str]:
        """The field groups that a list can be sorted by."""
        return frozenset(sort.group for sort in self._policy.sorts.values())

    def covers(self, place: Place | None) -> Covers | None:
        """Which grants reach a record that stands there."""
        if place is None:
            return None
        return lambda grant, actor: self._policy.covers(grant, place, actor)

    def require_explainer(self, actor: Actor) -> None:
        """Refuse who may explain nothing for the chosen purpose. Raises NoGrant,
        PurposeMissing."""
        self._explaining(actor)

    @contextmanager
    def locating(
        self, actor: Actor, record_id: int, at: datetime | None, asked: dict[str, Any]
    ) -> Iterator[Located]:
        """Where a record stands, or stood at the moment, under an event of its own.

        Raises NoGrant, PurposeMissing, RecordNotVisible, LedgerUnavailable.
        """
        grants = self._explaining(actor)
        if not self._within(actor, grants).filter(pk=record_id).exists():
            self._refuse(actor, Verb.EXPLAIN, record_id)
            raise RecordNotVisible
        with self._opened(actor, Verb.EXPLAIN, (record_id,), grants, asked) as work:
            place = self._policy.places((record_id,), at).get(record_id)
            posts = tuple(dict.fromkeys(grant.post_names for grant in grants))
            folio = Folio(work.ticket.event, work.ticket.at, actor.purpose, posts)
            located = Located(place, folio, {"records": int(place is not None)})
            yield located
            work.result = located.result

    def count(self, actor: Actor, holder: Actor, grant: HeldGrant) -> int:
        """How many records a grant reaches in the holder's hands, among those that the actor may
        explain; at most one more than 10,000. After `enter`, which is the event of it.

        Raises WallsDrifted, LedgerUnavailable.
        """
        require_walls()
        scopes = self._policy.scope(grant, holder)
        if not scopes:
            return 0
        found = self._within(actor, self._explaining(actor), with_deleted=False)
        reached = found.filter(reduce(or_, scopes)).order_by().values("pk")
        count: int = reached[: MOST_COUNTED + 1].count()
        return count

    def enter(self, actor: Actor, verb: Verb, body: dict[str, Any]) -> Folio:
        """The same for the console, which holds no grant."""
        if actor is not CONSOLE:
            return super().enter(actor, verb, body)
        number = book.write_note(self._entry(actor, verb, (), (), body), Outcome.ALLOWED)
        return Folio(number, timezone.now(), "", ())

    def _explaining(self, actor: Actor) -> tuple[HeldGrant, ...]:
        return () if actor is CONSOLE else self._grants(actor, Verb.EXPLAIN)

    def _grants(self, actor: Actor, verb: Verb) -> tuple[HeldGrant, ...]:
        if verb is Verb.EXPLAIN and actor.administers:  # duties apart, whatever else they hold
            self._refuse(actor, verb, None)
            raise NoGrant(verb)
        return super()._grants(actor, verb)

    def _within(
        self, actor: Actor, grants: Sequence[HeldGrant], *, with_deleted: bool = True
    ) -> Any:
        """The records that the actor may explain; also deleted ones, which were there once."""
        found = self._policy.finder(with_deleted=with_deleted)
        if actor is CONSOLE:
            return found
        scopes = [scope for grant in grants for scope in self._policy.scope(grant, actor)]
        return found.filter(reduce(or_, scopes)) if scopes else found.none()
