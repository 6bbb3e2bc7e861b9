"""A reference decision procedure, written from the text of the rules and not from the product.

Standard library only; slow and plain on purpose. The rules, as architecture.md ("How a decision
is made"), issue 5 and the form of a grant put them:

 1. What a person may do comes from their posts alone. An appointment gives a post in a
    department, from a day until a day, both included; without a last day it goes on.
 2. A post that is not in use gives nothing.
 3. A grant belongs to a post: verbs, scope, levels of field groups, purposes, from, until, both
    included. What it does not name is hidden.
 4. Scope OWN is the person's own records, DEPARTMENT the records of the departments in which the
    person holds that post and of those below them, ALL every record. Where a grant also names
    attributes (tier, region), it reaches only the records that meet every one of them: a tier by
    one of the tiers named, a region by lying in one of the regions named.
 5. A grant answers only for a purpose that it names, and the levels of all grants that answer
    merge: the highest counts.
 6. A closed log-in opens nothing. Neither does a log-in without a second step where a post of the
    person asks for one.
 7. A masked value is opened by the verb REVEAL, under any grant with it that shows the field at
    least masked; who may not read the record reveals nothing of it.
 8. A list sorts only by what a grant shows in clear: by the name, or by owner and status.
 9. Absent and forbidden are one: a record that is not there is refused.
"""

from datetime import date
from typing import NamedTuple

ORDER = ("HIDDEN", "MASKED", "CLEAR")
SHOWING = ("READ", "PAGE", "REVEAL")
SORTED_BY = ("name", "assignment")


class Human(NamedTuple):
    is_open: bool
    has_second_step: bool


class Position(NamedTuple):
    in_use: bool
    asks_second_step: bool


class Holding(NamedTuple):
    person: int
    post: int
    department: int
    first: date
    last: date | None


class Permit(NamedTuple):
    post: int
    verbs: frozenset[str]
    scope: str
    only: dict[str, list[str]]
    levels: dict[str, str]
    purposes: frozenset[str]
    first: date
    last: date | None


class Thing(NamedTuple):
    owner: int
    department: int
    tier: str
    region: str


class World(NamedTuple):
    people: dict[int, Human]
    posts: dict[int, Position]
    holdings: list[Holding]
    permits: list[Permit]
    parents: dict[int, int | None]
    records: dict[int, Thing]


class Answer(NamedTuple):
    """`levels` has the groups that are not hidden; REVEAL is masked or hidden, and opens."""

    allowed: bool
    levels: dict[str, str]


REFUSED = Answer(False, {})


def answer(world: World, day: date, person: int, verb: str, purpose: str, record: int) -> Answer:
    """May the person do this to the record on the day, and what would they see?"""
    human = world.people.get(person)
    if human is None or not human.is_open or record not in world.records:
        return REFUSED
    held = [
        holding
        for holding in world.holdings
        if holding.person == person and _within(day, holding.first, holding.last)
        if holding.post in world.posts and world.posts[holding.post].in_use
    ]
    for holding in held:
        if world.posts[holding.post].asks_second_step and not human.has_second_step:
            return REFUSED
    reading = _answering(world, day, person, held, "READ", purpose, record)
    opening = _answering(world, day, person, held, verb, purpose, record)
    revealing = _answering(world, day, person, held, "REVEAL", purpose, record)
    if not opening:
        return REFUSED
    if verb == "PAGE" and not any(
        permit.levels.get(group) == "CLEAR" for permit in opening for group in SORTED_BY
    ):
        return REFUSED
    if verb not in SHOWING:
        return Answer(True, {})
    shown = _highest(reading if verb == "REVEAL" else opening)
    opens = set()
    if reading:
        for permit in revealing:
            opens |= {g for g, level in permit.levels.items() if level in ("MASKED", "CLEAR")}
    if verb == "REVEAL" and (not reading or not opens):
        return REFUSED
    levels = {}
    for group in set(shown) | opens:
        level = shown.get(group, "HIDDEN")
        if level != "CLEAR" and group in opens:
            level = "REVEAL"
        if level != "HIDDEN":
            levels[group] = level
    return Answer(True, levels)


def _answering(
    world: World,
    day: date,
    person: int,
    held: list[Holding],
    verb: str,
    purpose: str,
    record: int,
) -> list[Permit]:
    found = []
    for permit in world.permits:
        if verb not in permit.verbs or purpose not in permit.purposes:
            continue
        if not _within(day, permit.first, permit.last):
            continue
        through = [holding for holding in held if holding.post == permit.post]
        if any(_reaches(world, permit, holding, person, record) for holding in through):
            found.append(permit)
    return found


def _reaches(world: World, permit: Permit, holding: Holding, person: int, record: int) -> bool:
    thing = world.records[record]
    if "tier" in permit.only and thing.tier not in permit.only["tier"]:
        return False
    if "region" in permit.only:
        within = [region for region in permit.only["region"] if thing.region.find(region) == 0]
        if not within:
            return False
    if permit.scope == "ALL":
        return True
    if permit.scope == "OWN":
        return thing.owner == person
    # Upwards from the record, where the product goes downwards from the person.
    seen: set[int] = set()
    department: int | None = thing.department
    while department is not None and department not in seen:
        if department == holding.department:
            return True
        seen.add(department)
        department = world.parents.get(department)
    return False


def _within(day: date, first: date, last: date | None) -> bool:
    return first <= day and (last is None or day <= last)


def _highest(permits: list[Permit]) -> dict[str, str]:
    levels: dict[str, str] = {}
    for permit in permits:
        for group, level in permit.levels.items():
            if ORDER.index(level) > ORDER.index(levels.get(group, "HIDDEN")):
                levels[group] = level
    return levels
