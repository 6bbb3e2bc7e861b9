"""Carrying out an attack: what an attacker may hold, and what is seen."""

import uuid
from collections.abc import Callable

import psycopg2

from audit.ledger.wall import Wall
from tests.walls.arena import CANARIES, Arena, key_of
from tests.walls.forms import READS, Form, Target, ask

# What an attacker may hold instead of an open ticket; each names both customers where it can.
USELESS: dict[str, Callable[[Arena], object]] = {
    "none": lambda arena: None,
    "empty": lambda arena: "",
    "malformed": lambda arena: "' OR true --",
    "forged": lambda arena: uuid.uuid4(),
    "expired": lambda arena: arena.expired("READ", arena.mine, arena.theirs),
    "spent": lambda arena: _spent(arena)[0],
    "the result's own": lambda arena: _spent(arena)[1],
    "a refusal's": lambda arena: arena.refusal(arena.mine, arena.theirs),
    "an expired one that writes": lambda arena: arena.expired("DELETE", arena.mine, arena.theirs),
}


def _spent(arena: Arena) -> tuple[object, object]:
    event, secret = arena.event("READ", arena.mine, arena.theirs)
    return secret, arena.spend(event)


def target_of(arena: Arena, wall: Wall) -> Target:
    """A row of the customer that the attacker has no ticket for."""
    (pk, _), *_ = arena.rows(wall, arena.theirs)
    return Target(wall, key_of(arena, wall), pk, arena.mine, arena.theirs)


OWN_WORDS = (
    psycopg2.errors.InsufficientPrivilege,
    psycopg2.errors.InvalidTextRepresentation,  # of what is no uuid
)


def attack(
    arena: Arena, target: Target, form: Form, ticket: object, *, role: str = "app"
) -> list[tuple[object, ...]]:
    """What is seen, in rows or in the words of a refusal."""
    try:
        with arena.acting(role, ticket) as cursor:
            return ask(cursor, target.statements(form))
    except psycopg2.Error as refused:
        if form in READS and not isinstance(refused, OWN_WORDS):
            raise  # no other error may stand in for the wall's own
        words = [*CANARIES.values(), str(target.pk) if len(target.pk) > 6 else "金丝雀"]
        told = [word for word in words if word in str(refused)]
        return [(word,) for word in told]
