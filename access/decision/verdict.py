"""May a person do this to a record: the whole answer, with what it rests on and what is missing.

Facts in, answer out: the same for this moment and for a past one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from access.actor import Actor, actor_of
from access.decision.decide import Decision, consider, decide
from access.decision.facts import Facts, GrantFact, KnownPerson, Term
from access.decision.held_grant import HeldGrant, Shortfall
from access.decision.missing import OF_SHORTFALL, Missing
from access.decision.standing import Lapse, Standing, standing_of
from access.masking import Level
from audit.ledger.event import Verb

# Those that show fields: for the others an answer is yes or no.
SHOWING = frozenset({Verb.READ, Verb.PAGE, Verb.REVEAL})
Covers = Callable[[HeldGrant, Actor], bool]


class Sight(StrEnum):
    """What becomes of a field group; REVEAL is masked until one click opens it."""

    HIDDEN = "HIDDEN"
    MASKED = "MASKED"
    REVEAL = "REVEAL"
    CLEAR = "CLEAR"


@dataclass(frozen=True)
class LookedAt:
    """A grant of one of the person's posts: its term, and what keeps it from answering."""

    grant: HeldGrant
    term: Term
    lapse: Lapse | None
    short_of: Shortfall

    @property
    def answers(self) -> bool:
        """It is in force and allows the request."""
        return self.lapse is None and self.short_of is Shortfall.NONE


@dataclass(frozen=True)
class Asked:
    """The verb and purpose, which fields can be sorted by, and which grants reach the record;
    `covers` is nothing where the record did not exist."""

    verb: Verb
    purpose: str
    orders: frozenset[str]
    covers: Covers | None


@dataclass(frozen=True)
class Verdict:
    """The answer for one purpose."""

    purpose: str
    allowed: bool
    levels: dict[str, Sight]
    looked_at: tuple[LookedAt, ...]
    missing: tuple[Missing, ...]

    @property
    def grounds(self) -> tuple[LookedAt, ...]:
        """The grants that answer."""
        return tuple(one for one in self.looked_at if one.answers)


def judge(person: KnownPerson, facts: Facts, day: date, asked: Asked) -> Verdict:
    """Decide as the gateway does, and say what is missing."""
    # What the grants alone say: a closed log-in is one thing that is missing, not a blank page.
    standing = standing_of(replace(person, may_log_in=True), facts, day)
    actor = actor_of(standing, purpose=asked.purpose)
    opened = decide(actor, asked.verb, _reaching(asked, actor))
    read = decide(actor, Verb.READ, _reaching(asked, actor))
    looked_at = (*_in_force(opened, facts), *_lapsed(standing, facts, asked))
    missing = tuple(
        dict.fromkeys(
            [
                *_of_person(person, standing),
                *_of_grants(standing, looked_at, asked),
                *_of_verb(asked, opened, read),
            ]
        )
    )
    shown = read if asked.verb is Verb.REVEAL else opened
    allowed = opened.allowed and not missing
    levels = _sights(shown, read) if allowed and asked.verb in SHOWING else {}
    return Verdict(asked.purpose, allowed, levels, looked_at, missing)


def _reaching(asked: Asked, actor: Actor) -> Callable[[HeldGrant], bool]:
    covers = asked.covers
    return lambda grant: covers is not None and covers(grant, actor)


def _of_person(person: KnownPerson, standing: Standing) -> Iterable[Missing]:
    if not person.may_log_in:
        yield Missing.CLOSED
    if standing.requires_mfa and not person.has_second_step:
        yield Missing.SECOND_STEP


def _of_grants(
    standing: Standing, looked_at: tuple[LookedAt, ...], asked: Asked
) -> Iterable[Missing]:
    """Nothing where one answers; else what the nearest one lacks."""
    if asked.covers is None:
        yield Missing.NO_RECORD
        return
    if any(one.answers for one in looked_at):
        return
    lacking = {one.short_of for one in looked_at if one.lapse is None}
    if not standing.appointments:
        yield Missing.NO_POST
    elif not lacking:
        yield Missing.NO_GRANT
    for one in looked_at:
        if one.lapse and one.short_of is Shortfall.NONE:
            yield Missing.ENDED if one.lapse is Lapse.OVER else Missing.NOT_BEGUN
    for shortfall in (Shortfall.SCOPE, Shortfall.PURPOSE, Shortfall.VERB):
        if shortfall in lacking:
            yield OF_SHORTFALL[shortfall]
            return


def _of_verb(asked: Asked, opened: Decision, read: Decision) -> Iterable[Missing]:
    """What this verb asks for beside a grant that answers."""
    if not opened.allowed:
        return
    orders = (grant.level(group) for grant in opened.covering for group in asked.orders)
    if asked.verb is Verb.PAGE and Level.CLEAR not in set(orders):
        yield Missing.NO_ORDER
    if asked.verb is Verb.REVEAL and not read.allowed:
        yield Missing.READ
    if asked.verb is Verb.REVEAL and not opened.revealable:
        yield Missing.LEVEL


def _sights(shown: Decision, read: Decision) -> dict[str, Sight]:
    """The levels, with what one click opens; the click asks for the right to read."""
    groups = dict.fromkeys([*shown.levels, *(shown.revealable if read.allowed else ())])
    return {
        group: _sight(shown.levels.get(group, Level.HIDDEN), shown, read, group) for group in groups
    }


def _sight(level: Level, shown: Decision, read: Decision, group: str) -> Sight:
    if level is not Level.CLEAR and read.allowed and group in shown.revealable:
        return Sight.REVEAL
    return Sight(level.value)


def _in_force(opened: Decision, facts: Facts) -> Iterable[LookedAt]:
    terms = {grant.id: grant for grant in facts.grants}
    for one in opened.considered:
        yield LookedAt(one.grant, terms[one.grant.id], None, one.short_of)


def _lapsed(standing: Standing, facts: Facts, asked: Asked) -> Iterable[LookedAt]:
    """The grants that are over or have not begun, as they would be in these hands."""
    why = {grant.id: (grant, lapse) for grant, lapse in standing.lapsed_grants}
    held = standing_of(
        replace(standing.person, may_log_in=True),
        replace(facts, grants=tuple(_endless(grant) for grant, _ in why.values())),
        standing.day,
    )
    actor = actor_of(held, purpose=asked.purpose)
    for one in consider(actor, asked.verb, _reaching(asked, actor)):
        term, lapse = why[one.grant.id]
        yield LookedAt(one.grant, term, lapse, one.short_of)


def _endless(grant: GrantFact) -> GrantFact:
    return replace(grant, starts_on=date.min, ends_on=None)
