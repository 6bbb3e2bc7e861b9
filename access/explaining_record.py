"""Who can see a record: every person with the grants and levels, now or at a past moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from access.actor import Actor
from access.decision.facts import Facts, KnownPerson
from access.decision.facts_now import facts_now
from access.decision.facts_then import facts_then
from access.decision.people_now import people_now
from access.decision.people_then import people_then
from access.decision.verdict import Asked, Covers, LookedAt, Sight, Verdict, judge
from access.explaining import day_of, explained_records, purposes_of
from access.sheet import Folio
from audit.ledger.event import Verb


@dataclass(frozen=True)
class Seeing:
    """What one person may see of the record for some purposes, and by which grants."""

    person: KnownPerson
    verbs: tuple[Verb, ...]
    purposes: tuple[str, ...]
    levels: dict[str, Sight]
    grounds: tuple[LookedAt, ...]


@dataclass(frozen=True)
class RecordExplained:
    """Everybody who can see it; `asked` is how many people there are at all."""

    record: int
    at: datetime
    exists: bool
    seeing: tuple[Seeing, ...]
    people: int
    asked: int
    folio: Folio


def explain_record(actor: Actor, record: int, at: datetime | None) -> RecordExplained:
    """List who can open the record or find it in a list; itself an event about the record.

    Raises NoGrant, PurposeMissing, RecordNotVisible, LedgerUnavailable.
    """
    records = explained_records()
    asked = {"view": "record", "at": at.isoformat(timespec="seconds") if at else ""}
    with records.locating(actor, record, at, asked) as located:
        moment = at or located.folio.at
        covers = records.covers(located.place)
        people = people_then(at) if at else people_now()
        facts = facts_then(at) if at else facts_now()
        seeing = tuple(
            one
            for person in people.values()
            for one in _seeing(person, facts, day_of(moment), records.orders, covers)
        )
        seers = {one.person.id for one in seeing}
        located.result["people"] = len(seers)
    return RecordExplained(
        record=record,
        at=moment,
        exists=covers is not None,
        seeing=seeing,
        people=len(seers),
        asked=len(people),
        folio=located.folio,
    )


def _seeing(
    person: KnownPerson, facts: Facts, day: date, orders: frozenset[str], covers: Covers | None
) -> Iterable[Seeing]:
    """One for each different answer: purposes that open the same stand together."""
    if covers is None:
        return
    own = _own(person, facts)
    found: dict[object, list[tuple[str, list[Verdict]]]] = {}
    for purpose in purposes_of(person, own):
        verdicts = [
            judge(person, own, day, Asked(verb, purpose, orders, covers))
            for verb in (Verb.READ, Verb.PAGE)
        ]
        if any(one.allowed for one in verdicts):
            found.setdefault(_alike(verdicts), []).append((purpose, verdicts))
    for alike in found.values():
        opened, listed = alike[0][1]
        yield Seeing(
            person=person,
            verbs=tuple(
                verb for verb, one in ((Verb.READ, opened), (Verb.PAGE, listed)) if one.allowed
            ),
            purposes=tuple(purpose for purpose, _ in alike),
            levels=opened.levels if opened.allowed else listed.levels,
            grounds=(opened if opened.allowed else listed).grounds,
        )


def _own(person: KnownPerson, facts: Facts) -> Facts:
    """The person's part of everybody's facts: each is asked once, not all for all."""
    appointments = tuple(one for one in facts.appointments if one.user == person.id)
    posts = {one.post for one in appointments}
    grants = tuple(grant for grant in facts.grants if grant.post in posts)
    return Facts(appointments, facts.posts, grants, facts.parents)


def _alike(verdicts: list[Verdict]) -> object:
    return tuple(
        (
            one.allowed,
            tuple(sorted(one.levels.items())),
            tuple(ground.grant.id for ground in one.grounds),
        )
        for one in verdicts
    )
