"""The decision about one record: which grants answer, and how much of it they show.

The gateway asks it for every row that it shows, and explanations ask it for their verdict.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from access.actor import Actor
from access.decision.held_grant import HeldGrant, Shortfall
from access.masking import Level
from audit.ledger.event import Verb

Reaches = Callable[[HeldGrant], bool]


@dataclass(frozen=True)
class Considered:
    """A grant that was looked at, and what it lacked."""

    grant: HeldGrant
    short_of: Shortfall

    @property
    def answers(self) -> bool:
        """It allows the request."""
        return self.short_of is Shortfall.NONE


@dataclass(frozen=True)
class Decision:
    """What the grants say about a verb on a record; `revealable` are the field groups that one
    click opens where the record is in view."""

    considered: tuple[Considered, ...]
    covering: tuple[HeldGrant, ...]
    levels: dict[str, Level]
    revealable: frozenset[str]
    may_reveal: bool

    @property
    def allowed(self) -> bool:
        """At least one grant answers."""
        return bool(self.covering)


def decide(actor: Actor, verb: Verb, reaches: Reaches) -> Decision:
    """Look at every grant of the actor; `reaches` says whether one reaches the record."""
    considered = consider(actor, verb, reaches)
    covering = _answering(considered)
    revealing = _answering(consider(actor, Verb.REVEAL, reaches))
    return Decision(
        considered=considered,
        covering=covering,
        levels=merged(grant.levels for grant in covering),
        revealable=frozenset(
            group for grant in revealing for group in grant.levels if can_reveal(grant, group)
        ),
        may_reveal=bool(revealing),
    )


def consider(actor: Actor, verb: Verb, reaches: Reaches) -> tuple[Considered, ...]:
    """Each grant of the actor with what it lacks for this verb, purpose and record."""
    return tuple(Considered(grant, _lacking(grant, actor, verb, reaches)) for grant in actor.grants)


def can_reveal(grant: HeldGrant, group: str) -> bool:
    """A grant with the verb REVEAL opens what it shows at least masked."""
    return grant.level(group) >= Level.MASKED


def merged(shown: Iterable[Mapping[str, Level]]) -> dict[str, Level]:
    """The highest level of each field group."""
    found: dict[str, Level] = {}
    for levels in shown:
        for group, level in levels.items():
            found[group] = max(level, found.get(group, Level.HIDDEN))
    return found


def _lacking(grant: HeldGrant, actor: Actor, verb: Verb, reaches: Reaches) -> Shortfall:
    lacking = grant.short_of(verb, actor.purpose)
    if lacking is Shortfall.NONE and not reaches(grant):
        return Shortfall.SCOPE
    return lacking


def _answering(considered: tuple[Considered, ...]) -> tuple[HeldGrant, ...]:
    return tuple(one.grant for one in considered if one.answers)
