"""Random casts for the reference: a world as the reference reads it, and the same as facts."""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from access.decision.facts import AppointmentFact, Facts, GrantFact, KnownPerson, PostFact
from tests import reference

DAY = date(2026, 3, 9)
VERBS = ("READ", "PAGE", "REVEAL", "READERS", "CHANGE")
PURPOSES = ("RENEWAL", "COMPLAINT", "CASE")
SCOPES = ("OWN", "DEPARTMENT", "ALL")
TIERS = ("tier:TEST", "tier:OTHER")
REGIONS = ("320200", "330100")
GROUPS = ("name", "assignment", "identifier", "contact.phone")
LEVELS = ("HIDDEN", "MASKED", "CLEAR")


def draw_world(chance: random.Random) -> reference.World:
    """A small company with what goes wrong in big ones: terms at their edges, posts out of use,
    closed log-ins, several posts in several departments."""
    parents = _tree(chance)
    people = range(1, 4)
    posts = range(1, 4)
    return reference.World(
        people={
            person: reference.Human(chance.random() < 0.9, chance.random() < 0.7)
            for person in people
        },
        posts={
            post: reference.Position(chance.random() < 0.9, chance.random() < 0.12)
            for post in posts
        },
        holdings=_once(
            _holding(chance, people, posts, parents) for _ in range(chance.randint(2, 9))
        ),
        permits=[_permit(chance, posts) for _ in range(chance.randint(3, 9))],
        parents=parents,
        records={
            record: reference.Thing(
                chance.choice(people),
                chance.choice(list(parents)),
                chance.choice(TIERS),
                chance.choice(REGIONS),
            )
            for record in range(1, 4)
        },
    )


def as_facts(world: reference.World) -> Facts:
    """The world in the words of the product."""
    return Facts(
        appointments=tuple(
            AppointmentFact(
                id=number,
                user=one.person,
                post=one.post,
                department=one.department,
                starts_on=one.first,
                ends_on=one.last,
            )
            for number, one in enumerate(world.holdings)
        ),
        posts={
            number: PostFact(
                id=number,
                code=str(number),
                names=(str(number), str(number)),
                is_active=post.in_use,
                requires_mfa=post.asks_second_step,
                administers=False,
                watches=False,
            )
            for number, post in world.posts.items()
        },
        grants=tuple(
            GrantFact(
                id=number,
                post=one.post,
                verbs=tuple(one.verbs),
                scope=one.scope,
                filters=one.only,
                levels=one.levels,
                purposes=one.purposes,
                starts_on=one.first,
                ends_on=one.last,
            )
            for number, one in enumerate(world.permits)
        ),
        parents=world.parents,
    )


def as_person(world: reference.World, person: int) -> KnownPerson:
    """One of its people."""
    human = world.people[person]
    return KnownPerson(person, str(person), human.is_open, human.has_second_step)


def draw_term(chance: random.Random) -> tuple[date, date | None]:
    """A term that often begins or ends on the very day, or next to it."""
    first = DAY + timedelta(days=chance.choice((-400, -90, -30, -1, 0, 1)))
    if chance.random() < 0.6:
        return first, None
    last = DAY + timedelta(days=chance.choice((-1, -1, 0, 0, 1, 90)))
    return first, max(first, last)


def _tree(chance: random.Random) -> dict[int, int | None]:
    parents: dict[int, int | None] = {1: None}
    for department in range(2, chance.randint(3, 6)):
        parents[department] = chance.choice([*parents, None])
    return parents


def _holding(
    chance: random.Random, people: range, posts: range, parents: dict[int, int | None]
) -> reference.Holding:
    first, last = draw_term(chance)
    department = chance.choice(list(parents))
    return reference.Holding(chance.choice(people), chance.choice(posts), department, first, last)


def _once(holdings: Iterable[reference.Holding]) -> list[reference.Holding]:
    """One appointment to a post in a department from a day, as the database has it."""
    return list({one[:4]: one for one in holdings}.values())


def _permit(chance: random.Random, posts: range) -> reference.Permit:
    first, last = draw_term(chance)
    return reference.Permit(
        post=chance.choice(posts),
        verbs=frozenset(verb for verb in VERBS if chance.random() < 0.75),
        scope=chance.choice(SCOPES),
        only=_only(chance),
        levels={group: chance.choice(LEVELS) for group in GROUPS if chance.random() < 0.8},
        purposes=frozenset(code for code in PURPOSES if chance.random() < 0.75),
        first=first,
        last=last,
    )


def _only(chance: random.Random) -> dict[str, list[str]]:
    """A third of the grants is narrowed, some to nothing at all."""
    only = {}
    if chance.random() < 0.2:
        only["tier"] = [tier for tier in TIERS if chance.random() < 0.7]
    if chance.random() < 0.2:
        only["region"] = chance.sample(("32", "33", "3301", "US"), chance.randint(1, 3))
    return only
