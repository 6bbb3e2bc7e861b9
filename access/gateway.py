"""The one way in code to protected records: authorise, commit the event, then reveal."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from django.utils import timezone

from access.actor import Actor, HeldGrant
from access.decision.decide import Decision, can_reveal, decide, merged
from access.discreet import discreet_purposes
from access.editable import Editable, editable
from access.errors import LevelTooLow, NoGrant, PurposeMissing, RecordNotVisible
from access.finding import find_page, in_reach
from access.masking import Level
from access.opened import Opened, opened, tickets
from access.part import Part
from access.policy import Policy
from access.public_id import encode
from access.query import PageQuery
from access.sheet import Folio, Page, PartSheet, Revealed, Sheet
from access.walls import require_walls
from access.writing import Writing
from audit.ledger import book
from audit.ledger.event import Entry, Outcome, Verb
from audit.ledger.reading import Reader, readers_of

Row = TypeVar("Row")
Card = TypeVar("Card")
Found = TypeVar("Found")


class Gateway(Generic[Row, Card]):
    """The door to one kind of record, under its policy."""

    def __init__(self, policy: Policy[Row, Card]) -> None:
        self._policy = policy

    def read(self, actor: Actor, record_id: int) -> Sheet[Card]:
        """A record in full. Raises RecordNotVisible, NoGrant, LedgerUnavailable."""
        grants = self._visible(actor, Verb.READ, record_id)
        with self._opened(actor, Verb.READ, (record_id,), grants) as work:
            (row,) = self._policy.load((record_id,), detail=True)
            decision = self._decide(actor, Verb.READ, row)
            if not decision.allowed:  # it changed hands since it was found
                raise RecordNotVisible
            levels = decision.levels
            card = self._policy.present(row, levels, may_reveal=decision.may_reveal)
            lists = self._decide(actor, Verb.READERS, row).allowed
            readers = readers_of(record_id, without=discreet_purposes()) if lists else ()
            work.result = {"records": 1, "levels": levels, "readers": len(readers)}
            may_write = self._editable(actor, row)
        folio = _folio(work, decision.covering)
        return Sheet(
            card, levels, decision.covering, readers, folio, lists_readers=lists, editable=may_write
        )

    def read_part(
        self, actor: Actor, record_id: int, part: Part[Row, Found]
    ) -> PartSheet[Card, Found]:
        """What belongs to a record, such as its deals. Raises RecordNotVisible, QueryRefused."""
        grants = self._visible(actor, Verb.READ, record_id)
        with self._opened(actor, Verb.READ, (record_id,), grants, {"part": part.name}) as work:
            (row,) = self._policy.load((record_id,), detail=False)
            decision = self._decide(actor, Verb.READ, row)
            if not decision.allowed:  # it changed hands since it was found
                raise RecordNotVisible
            levels = {group: decision.levels.get(group, Level.HIDDEN) for group in part.groups}
            found = part.show(row, levels)
            card = self._policy.present(row, levels, may_reveal=False)
            may_write = self._editable(actor, row)
            work.result = {"records": 1, "levels": levels}
        return PartSheet(card, found, _folio(work, decision.covering), may_write)

    def page(self, actor: Actor, query: PageQuery) -> Page[Card]:
        """One page of a list: one event, up to 1,000 ids. Raises NoGrant, QueryRefused."""
        grants = self._grants(actor, Verb.PAGE)
        found = find_page(self._policy, actor, grants, query)
        asked = {
            "sort": query.sort,
            "filters": sorted(query.filters),
            "search": bool(query.search),
        }
        with self._opened(actor, Verb.PAGE, found.ids, grants, asked) as work:
            rows = self._policy.load(found.ids, detail=False) if found.ids else []
            decisions = [self._decide(actor, Verb.PAGE, row) for row in rows]
            cards = [
                self._policy.present(row, decision.levels, may_reveal=decision.may_reveal)
                for row, decision in zip(rows, decisions, strict=True)
            ]
            work.result = {
                "records": len(cards),
                "levels": merged(decision.levels for decision in decisions),
                "total": found.total,
            }
        folio = _folio(work, grants)
        return Page(tuple(cards), found.total, found.has_before, found.has_after, folio)

    def reveal(self, actor: Actor, record_id: int, group: str, part: int | None) -> Revealed:
        """One masked value in clear. Raises RecordNotVisible, LevelTooLow, LedgerUnavailable."""
        self._visible(actor, Verb.READ, record_id)
        revealing = tuple(g for g in actor.holding(Verb.REVEAL) if can_reveal(g, group))
        if record_id not in in_reach(self._policy, actor, revealing, (record_id,)):
            self._refuse(actor, Verb.REVEAL, record_id)
            raise LevelTooLow(group)
        asked = {"group": group, "part": encode(part) if part else ""}
        with self._opened(actor, Verb.REVEAL, (record_id,), revealing, asked) as work:
            (row,) = self._policy.load((record_id,), detail=True)
            value = self._policy.reveal(row, group, part)
            work.result = {"records": int(value is not None), "levels": {group: Level.CLEAR}}
        if value is None:
            raise RecordNotVisible
        return Revealed(value, _folio(work, revealing))

    def readers(self, actor: Actor, record_id: int) -> tuple[Sequence[Reader], Folio]:
        """Who has seen a record, for grants with the verb READERS; itself an event.

        Raises RecordNotVisible.
        """
        grants = self._visible(actor, Verb.READERS, record_id)
        with self._opened(actor, Verb.READERS, (record_id,), grants) as work:
            found = readers_of(record_id, without=discreet_purposes(), limit=500)
            work.result = {"readers": len(found)}
        return found, _folio(work, grants)

    @contextmanager
    def writing(self, actor: Actor) -> Iterator[Writing]:
        """Write under tickets in one transaction: all of it or nothing."""
        require_walls()
        with tickets() as held:
            yield Writing(actor, held, self._authorised, self._editable, self._decide)

    def ids_of(
        self, actor: Actor, verb: Verb, external: Sequence[str], source: str
    ) -> dict[str, int]:
        """The ids of records in the actor's reach, by the external ids of a source."""
        grants = self._grants(actor, verb)
        found: dict[str, int] = dict(
            self._policy.finder()
            .exclude(external_id="")
            .filter(external_source=source, external_id__in=external)
            .values_list("external_id", "pk")
        )
        reached = in_reach(self._policy, actor, grants, list(found.values()))
        return {key: pk for key, pk in found.items() if pk in reached}

    def reached(self, actor: Actor, verb: Verb, ids: Sequence[int]) -> frozenset[int]:
        """Those of the ids that the actor reaches with this verb. Raises NoGrant."""
        return in_reach(self._policy, actor, self._grants(actor, verb), ids)

    def require(self, actor: Actor, verb: Verb, record_id: int) -> None:
        """Refuse, by an event, who may not do this to the record. Raises RecordNotVisible."""
        self._visible(actor, verb, record_id)

    def enter(self, actor: Actor, verb: Verb, body: dict[str, Any]) -> Folio:
        """Record an act that opens no record: a step of an import. Raises NoGrant."""
        grants = self._grants(actor, verb)
        entry = self._entry(actor, verb, (), grants, body)
        number = book.write_note(entry, Outcome.ALLOWED)
        posts = tuple(dict.fromkeys(grant.post_names for grant in grants))
        return Folio(number, timezone.now(), actor.purpose, posts)

    def _authorised(
        self, actor: Actor, verb: Verb, ids: Sequence[int], body: dict[str, Any]
    ) -> Entry:
        """The entry for a write on these records; new ones (CREATE) need a grant alone.

        Raises NoGrant, and RecordNotVisible where one of the records is out of reach.
        """
        grants = self._grants(actor, verb)
        if verb is not Verb.CREATE:
            missing = set(ids) - in_reach(self._policy, actor, grants, ids)
            for record_id in sorted(missing)[:1]:
                self._refuse(actor, verb, record_id)
                raise RecordNotVisible
        return self._entry(actor, verb, ids, grants, body)

    def _grants(self, actor: Actor, verb: Verb) -> tuple[HeldGrant, ...]:
        if not actor.purpose:
            raise PurposeMissing
        grants = actor.holding(verb)
        if not grants:
            self._refuse(actor, verb, None)
            raise NoGrant(verb)
        return grants

    def _visible(self, actor: Actor, verb: Verb, record_id: int) -> tuple[HeldGrant, ...]:
        """The grants for the verb; absent and forbidden are refused by the same event."""
        if not actor.purpose:
            raise PurposeMissing
        grants = actor.holding(verb)
        if record_id not in in_reach(self._policy, actor, grants, (record_id,)):
            self._refuse(actor, verb, record_id)
            raise RecordNotVisible
        return grants

    def _refuse(self, actor: Actor, verb: Verb, record_id: int | None) -> None:
        ids = () if record_id is None else (record_id,)
        book.write_refusal(self._entry(actor, verb, ids, ()))

    @contextmanager
    def _opened(
        self,
        actor: Actor,
        verb: Verb,
        ids: Sequence[int],
        grants: Sequence[HeldGrant],
        body: dict[str, Any] | None = None,
    ) -> Iterator[Opened]:
        require_walls()
        with opened(self._entry(actor, verb, ids, grants, body)) as work:
            yield work

    def _entry(
        self,
        actor: Actor,
        verb: Verb,
        ids: Sequence[int],
        grants: Sequence[HeldGrant],
        body: dict[str, Any] | None = None,
    ) -> Entry:
        return Entry(
            actor=actor.name_in_ledger,
            verb=verb,
            resource=self._policy.resource,
            purpose=actor.purpose,
            rule=" ".join(f"grant:{encode(grant.id)}" for grant in grants),
            ids=tuple(ids),
            request=actor.request,
            body={"channel": actor.channel} | (body or {}),
        )

    def _editable(self, actor: Actor, row: Row) -> Editable:
        verbs = (Verb.CHANGE, Verb.READ, Verb.DELETE)
        return editable(*(self._decide(actor, verb, row) for verb in verbs))

    def _decide(self, actor: Actor, verb: Verb, row: Row) -> Decision:
        place = self._policy.place(row)
        return decide(actor, verb, lambda grant: self._policy.covers(grant, place, actor))


def _folio(work: Opened, grants: Sequence[HeldGrant]) -> Folio:
    posts = tuple(dict.fromkeys(grant.post_names for grant in grants))
    return Folio(work.ticket.event, work.ticket.at, work.entry.purpose, posts)
