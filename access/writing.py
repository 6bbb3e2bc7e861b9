"""Tickets for writing, opened one after another inside one transaction."""

from collections.abc import Callable, Sequence
from typing import Any

from access.actor import Actor
from access.decision.decide import Decision
from access.editable import Editable
from access.errors import RecordNotVisible
from access.masking import Level
from access.opened import Opened, Tickets
from audit.ledger.event import Entry, Verb

Judge = Callable[[Actor, Any], Editable]
Decide = Callable[[Actor, Verb, Any], Decision]
Authorise = Callable[[Actor, Verb, Sequence[int], dict[str, Any]], Entry]


class Writing:
    """What `Gateway.writing()` gives to a service: it opens ids, then the service writes rows."""

    def __init__(
        self, actor: Actor, held: Tickets, authorise: Authorise, judge: Judge, decide: Decide
    ) -> None:
        self.actor = actor
        self._held = held
        self._authorise = authorise
        self._judge = judge
        self._decide = decide

    def create(self, ids: Sequence[int], body: dict[str, Any] | None = None) -> Opened:
        """Open new records under ids chosen beforehand (at most 1,000). Raises NoGrant."""
        return self._held.open(self._authorise(self.actor, Verb.CREATE, ids, body or {}))

    def change(self, ids: Sequence[int], body: dict[str, Any] | None = None) -> Opened:
        """Open records in reach for writing. Raises NoGrant, RecordNotVisible."""
        return self._held.open(self._authorise(self.actor, Verb.CHANGE, ids, body or {}))

    def delete(self, ids: Sequence[int]) -> Opened:
        """Open records in reach to put them into the bin. Raises NoGrant, RecordNotVisible."""
        return self._held.open(self._authorise(self.actor, Verb.DELETE, ids, {}))

    def restore(self, ids: Sequence[int]) -> Opened:
        """Open records of the bin to take them out. Raises NoGrant, RecordNotVisible."""
        return self._held.open(self._authorise(self.actor, Verb.RESTORE, ids, {}))

    def require(self, verb: Verb, row: Any) -> None:
        """Ask it of the row itself, as `editable` does. Raises RecordNotVisible."""
        if not self._decide(self.actor, verb, row).allowed:
            raise RecordNotVisible

    def sight(self, row: Any) -> frozenset[tuple[str, str]]:
        """What the actor sees of a loaded row as it stands, field group by field group: a superset
        sees more."""
        found = self._decide(self.actor, Verb.READ, row)
        return frozenset(
            (group, at.value)
            for group, level in found.levels.items()
            for at in Level
            if level >= at > Level.HIDDEN
        ) | {(group, Verb.REVEAL.value) for group in found.revealable}

    def editable(self, row: Any) -> Editable:
        """What of a loaded row the actor may write. Raises RecordNotVisible.

        Asked of the row itself, which may have changed hands since it was found at the door.
        """
        found = self._judge(self.actor, row)
        if not found.seen:
            raise RecordNotVisible
        return found
