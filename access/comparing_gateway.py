"""The same door for comparisons: how many records a draft would open or close.

No record is opened and none is named: a number leaves, under an event of its own.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Q

from access.actor import Actor, HeldGrant
from access.errors import NoGrant
from access.explaining_gateway import ExplainingGateway
from access.finding import MOST_COUNTED
from access.walls import require_walls
from audit.ledger import book
from audit.ledger.event import Entry, Outcome, Verb

Row = TypeVar("Row")
Card = TypeVar("Card")
# A grant in somebody's hands.
Hand = tuple[Actor, HeldGrant]


class ComparingGateway(ExplainingGateway[Row, Card]):
    """A gateway that also counts what lies between two sets of grants."""

    def count_between(
        self,
        actor: Actor,
        within: Sequence[Hand],
        without: Sequence[Hand],
        body: Mapping[str, object],
    ) -> int:
        """How many records the first grants reach and the second do not; at most one more than
        10,000.

        Raises NoGrant for who neither administers nor watches, WallsDrifted, LedgerUnavailable.
        """
        require_walls()
        if not (actor.administers or actor.watches):
            book.write_refusal(self._counted(actor, body))
            raise NoGrant(Verb.COUNT)
        inside, outside = self._reach(within), self._reach(without)
        count = 0
        if inside is not None:
            found = self._policy.finder().filter(inside)
            if outside is not None:
                found = found.exclude(outside)
            count = found.order_by().values("pk")[: MOST_COUNTED + 1].count()
        book.write_note(self._counted(actor, {**body, "records": count}), Outcome.ALLOWED)
        return count

    def _reach(self, hands: Sequence[Hand]) -> Q | None:
        # Many people hold one grant: a scope that is the same for all of them is asked once.
        scopes = {
            str(scope): scope
            for holder, grant in hands
            for scope in self._policy.scope(grant, holder)
        }
        return reduce(or_, scopes.values()) if scopes else None

    def _counted(self, actor: Actor, body: Mapping[str, object]) -> Entry:
        return Entry(
            actor=actor.name_in_ledger,
            verb=Verb.COUNT,
            resource=self._policy.resource,
            purpose=actor.purpose,
            request=actor.request,
            body={"channel": actor.channel, **body},
        )
