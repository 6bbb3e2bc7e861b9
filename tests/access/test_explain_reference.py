"""The product decides as the reference does: on random casts, and through the gateway itself.

CUSTOS_SEED=7 draws other casts; a failure names its case.
"""

import os
import random

import pytest

from access.decision.place import Place
from access.decision.verdict import Asked, judge
from audit.ledger.event import Verb
from customers.policy import CustomerPolicy
from tests import reference
from tests.access.casting import DAY, PURPOSES, VERBS, as_facts, as_person, draw_world

SEED = int(os.environ.get("CUSTOS_SEED", "20261125"))
ORDERS = frozenset({"name", "assignment"})
POLICY = CustomerPolicy()


def product(
    world: reference.World, person: int, verb: str, purpose: str, record: int
) -> reference.Answer:
    """The product's answer in the reference's words."""
    thing = world.records.get(record)
    place = None
    if thing:
        marks = {"tier": thing.tier, "region": thing.region}
        place = Place(record, thing.owner, thing.department, marks)
    asked = Asked(
        Verb(verb),
        purpose,
        ORDERS,
        (lambda grant, actor: POLICY.covers(grant, place, actor)) if place else None,
    )
    verdict = judge(as_person(world, person), as_facts(world), DAY, asked)
    # Whoever is refused learns why, and who is allowed by which grant.
    assert bool(verdict.missing) is not verdict.allowed
    assert verdict.grounds or not verdict.allowed
    levels = {group: level.value for group, level in verdict.levels.items() if level != "HIDDEN"}
    return reference.Answer(verdict.allowed, levels)


def compare_casts(count: int) -> dict[bool, int]:
    """Every question to every cast; how many were allowed, and how many refused."""
    chance = random.Random(SEED)  # noqa: S311 - casts, no secrets
    answers = {True: 0, False: 0}
    for cast in range(count):
        world = draw_world(chance)
        for person in world.people:
            for verb in VERBS:
                purpose, record = chance.choice(PURPOSES), chance.randint(1, 4)
                expected = reference.answer(world, DAY, person, verb, purpose, record)
                found = product(world, person, verb, purpose, record)
                case = (SEED, cast, person, verb, purpose, record, world)
                assert found == expected, repr(case)
                answers[expected.allowed] += 1
    return answers


def test_explanations_agree_with_the_reference_on_200_random_casts() -> None:
    answers = compare_casts(200)
    # Neither side of the comparison is an empty one.
    assert min(answers.values()) > 200, answers


@pytest.mark.deep
def test_explanations_agree_with_the_reference_on_10_000_random_casts() -> None:
    answers = compare_casts(10_000)
    assert min(answers.values()) > 10_000, answers
