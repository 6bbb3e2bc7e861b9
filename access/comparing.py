"""A draft beside what is in force: whom it changes, which customers open, which fields."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils import timezone

from access.actor import Actor, actor_of
from access.comparing_gateway import ComparingGateway, Hand
from access.decision.decide import merged
from access.decision.facts import Facts, GrantFact
from access.decision.facts_now import facts_now, grants_now
from access.decision.people_now import people_now
from access.decision.standing import Standing, standing_of
from access.draft_lines import Line, LineKind, after, read_lines
from access.explaining import explained_records
from access.field_groups import FIELD_GROUPS
from access.masking import Level
from access.models import Appointment, GrantDraft, Scope
from access.public_id import encode
from audit.ledger.event import Verb


class Doubt(StrEnum):
    """Why publishing asks twice."""

    NOBODY = "nobody"
    EVERYTHING = "everything"
    NO_HOLDER = "no_holder"


@dataclass(frozen=True)
class Shift:
    """A field group becomes clear, masked or hidden for so many people."""

    group: str
    level: Level
    is_more: bool
    people: int


@dataclass(frozen=True)
class Comparison:
    """What publishing would change, on that day. `gained` and `lost` are customers that come into
    reach or leave it, at most 10,001; `digest` stands for all that was compared."""

    day: date
    lines: tuple[tuple[Line, GrantFact | None], ...]
    holders: int
    gained: int
    lost: int
    shifts: tuple[Shift, ...]
    doubts: tuple[Doubt, ...]
    digest: str


def compare(actor: Actor, draft: GrantDraft) -> Comparison:
    """Compare it; each count is an event. Raises NoGrant, LedgerUnavailable."""
    day, lines = day_of_effect(draft), read_lines(draft.lines)
    users = _holders(draft.post_id, day)
    facts = facts_now(users) if users else Facts((), {}, grants_now([draft.post_id]), {})
    later = replace(facts, grants=tuple(after(facts.grants, draft.post_id, lines, day)))
    people = [one for one in people_now(users).values() if one.may_log_in] if users else []
    now = [standing_of(person, facts, day) for person in people]
    then = [standing_of(person, later, day) for person in people]
    records: ComparingGateway[object, object] = explained_records()  # type: ignore[assignment]
    asked = {"what": "compare_draft", "draft": encode(draft.pk)}
    before, afterwards = list(_hands(now)), list(_hands(then))
    known = {grant.id: grant for grant in facts.grants}
    drafted = [hand for hand in afterwards if hand[1].id < 0]
    reached = records.count_between(actor, drafted, (), asked | {"of": "drafted"}) if drafted else 0
    return Comparison(
        day=day,
        lines=tuple((line, known.get(line.grant or 0)) for line in lines),
        holders=len(people),
        gained=records.count_between(actor, afterwards, before, asked | {"of": "gained"}),
        lost=records.count_between(actor, before, afterwards, asked | {"of": "lost"}),
        shifts=tuple(_shifts(now, then)),
        doubts=tuple(_doubts(lines, len(people), reached)),
        digest=digest_of(draft),
    )


def day_of_effect(draft: GrantDraft) -> date:
    """From when it would be in force: never from a day that is past."""
    return max(draft.starts_on, timezone.localdate())


def digest_of(draft: GrantDraft) -> str:
    """Stands for the draft, and for the grants in force that it is compared with."""
    grants = [
        (grant.id, grant.starts_on.isoformat(), str(grant.ends_on))
        for grant in sorted(grants_now([draft.post_id]), key=lambda one: one.id)
    ]
    compared = [draft.pk, draft.lines, day_of_effect(draft).isoformat(), grants]
    return hashlib.sha256(json.dumps(compared, sort_keys=True).encode()).hexdigest()[:32]


def _holders(post: int, day: date) -> list[int]:
    held = Appointment.objects.filter(post=post, starts_on__lte=day).exclude(ends_on__lt=day)
    return list(held.order_by().values_list("user_id", flat=True).distinct())


def _hands(standings: Iterable[Standing]) -> Iterable[Hand]:
    for standing in standings:
        holder = actor_of(standing)
        yield from ((holder, grant) for grant in standing.grants if _shows(grant.verbs))


def _shows(verbs: frozenset[str]) -> bool:
    return bool(verbs & {Verb.READ, Verb.PAGE})


def _shifts(now: list[Standing], then: list[Standing]) -> Iterable[Shift]:
    both = [(_levels(one), _levels(other)) for one, other in zip(now, then, strict=True)]
    for group in FIELD_GROUPS:
        counted: dict[tuple[Level, bool], int] = {}
        for before, later in both:
            old = before.get(group.code, Level.HIDDEN)
            new = later.get(group.code, Level.HIDDEN)
            if old != new:
                counted[new, new > old] = counted.get((new, new > old), 0) + 1
        for (level, is_more), people in counted.items():
            yield Shift(group.code, level, is_more, people)


def _levels(standing: Standing) -> dict[str, Level]:
    return merged(grant.levels for grant in standing.grants if _shows(grant.verbs))


def _doubts(lines: tuple[Line, ...], holders: int, reached: int) -> Iterable[Doubt]:
    given = [line.terms for line in lines if line.kind is not LineKind.ENDED and line.terms]
    if given and not holders:
        yield Doubt.NO_HOLDER
    elif any(_shows(frozenset(terms.verbs)) for terms in given) and not reached:
        yield Doubt.NOBODY
    if any(terms.scope == Scope.ALL and not terms.filters for terms in given):
        yield Doubt.EVERYTHING
