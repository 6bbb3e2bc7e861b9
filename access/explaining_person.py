"""What a person can see: each grant with verbs, scope, levels, and how many records it reaches."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from access.actor import Actor, actor_of
from access.decision.facts import AppointmentFact, Facts, KnownPerson, Term
from access.decision.facts_now import facts_now
from access.decision.facts_then import facts_then
from access.decision.held_grant import HeldGrant
from access.decision.missing import Missing
from access.decision.people_now import people_now
from access.decision.people_then import people_then
from access.decision.standing import Lapse, Standing, standing_of
from access.explaining import day_of, explained_records
from access.explaining_gateway import ExplainingGateway
from access.public_id import encode
from access.sheet import Folio
from audit.ledger.event import Verb


@dataclass(frozen=True)
class Reach:
    """A grant in force in this person's hands; `count` is nothing for a past moment, where the
    door has no columns to count by."""

    grant: HeldGrant
    term: Term
    count: int | None


@dataclass(frozen=True)
class PersonExplained:
    """What the person's posts open; `missing` keeps all of it closed."""

    user: int
    at: datetime
    person: KnownPerson | None
    standing: Standing | None
    reaches: tuple[Reach, ...]
    missing: tuple[Missing, ...]
    folio: Folio

    @property
    def lapsed_appointments(self) -> tuple[tuple[AppointmentFact, Lapse], ...]:
        """Posts that are over, have not begun or are not in use."""
        return self.standing.lapsed_appointments if self.standing else ()


def explain_person(actor: Actor, user: int, at: datetime | None) -> PersonExplained:
    """List what a person can see; itself an event, which names no record.

    Raises NoGrant, PurposeMissing, LedgerUnavailable.
    """
    records = explained_records()
    asked = {
        "view": "person",
        "person": encode(user),
        "at": at.isoformat(timespec="seconds") if at else "",
    }
    folio = records.enter(actor, Verb.EXPLAIN, asked)
    moment = at or timezone.now()
    people = people_then(at, [user]) if at else people_now([user])
    facts = facts_then(at, [user]) if at else facts_now([user])
    person = people.get(user)
    if person is None:
        return PersonExplained(user, moment, None, None, (), (Missing.NO_LOG_IN,), folio)
    standing = standing_of(replace(person, may_log_in=True), facts, day_of(moment))
    return PersonExplained(
        user=user,
        at=moment,
        person=person,
        standing=standing,
        reaches=tuple(_reaches(records, actor, standing, facts, is_now=at is None)),
        missing=tuple(_missing(person, standing)),
        folio=folio,
    )


def _reaches(
    records: ExplainingGateway[object, object],
    actor: Actor,
    standing: Standing,
    facts: Facts,
    *,
    is_now: bool,
) -> Iterable[Reach]:
    holder = actor_of(standing)
    terms = {grant.id: grant for grant in facts.grants}
    for grant in standing.grants:
        count = records.count(actor, holder, grant) if is_now else None
        yield Reach(grant, terms[grant.id], count)


def _missing(person: KnownPerson, standing: Standing) -> Iterable[Missing]:
    if not person.may_log_in:
        yield Missing.CLOSED
    if standing.requires_mfa and not person.has_second_step:
        yield Missing.SECOND_STEP
    if not standing.appointments:
        yield Missing.NO_POST
    elif not standing.grants:
        yield Missing.NO_GRANT
