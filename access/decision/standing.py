"""Where a person stands on a day: which appointments and grants count, and which do not.

The one place that says so, for a page that is asked for now and for a replay of any past day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from access.decision.facts import AppointmentFact, Facts, GrantFact, Names, Person, PostFact, Term
from access.decision.held_grant import HeldGrant
from access.department_tree import subtree
from access.masking import Level


class Lapse(StrEnum):
    """Why something does not count on a day."""

    NOT_BEGUN = "not_begun"
    OVER = "over"
    POST_NOT_IN_USE = "post_not_in_use"


@dataclass(frozen=True)
class Standing:
    """A person on a day."""

    person: Person
    day: date
    appointments: tuple[AppointmentFact, ...]
    lapsed_appointments: tuple[tuple[AppointmentFact, Lapse], ...]
    posts: tuple[PostFact, ...]
    grants: tuple[HeldGrant, ...]
    lapsed_grants: tuple[tuple[GrantFact, Lapse], ...]

    @property
    def departments(self) -> tuple[int, ...]:
        """The departments of the appointments, without those below them."""
        return tuple(dict.fromkeys(one.department for one in self.appointments))

    @property
    def administers(self) -> bool:
        """A post of theirs administers."""
        return any(post.administers for post in self.posts)

    @property
    def watches(self) -> bool:
        """A post of theirs watches the ledger."""
        return any(post.watches for post in self.posts)

    @property
    def requires_mfa(self) -> bool:
        """A post of theirs demands a second step."""
        return any(post.requires_mfa for post in self.posts)

    @property
    def post_names(self) -> tuple[Names, ...]:
        """What the posts are called."""
        return tuple(post.names for post in self.posts)


def standing_of(person: Person, facts: Facts, day: date) -> Standing:
    """Sort what counts on the day from what does not. Without a log-in nothing is granted."""
    own = sorted(
        (one for one in facts.appointments if one.user == person.id),
        key=lambda one: (one.starts_on, one.id),
    )
    counted: list[AppointmentFact] = []
    lapsed: list[tuple[AppointmentFact, Lapse]] = []
    for one in own:
        why = lapse_of(one, day)
        if why is None and not _in_use(facts, one.post):
            why = Lapse.POST_NOT_IN_USE
        if why is None:
            counted.append(one)
        else:
            lapsed.append((one, why))
    posts = {one.post: facts.posts[one.post] for one in counted}
    grants = sorted((g for g in facts.grants if g.post in posts), key=lambda grant: grant.id)
    lapses = [(grant, lapse_of(grant, day)) for grant in grants]
    return Standing(
        person=person,
        day=day,
        appointments=tuple(counted),
        lapsed_appointments=tuple(lapsed),
        posts=tuple(posts.values()),
        grants=tuple(_held(_of_no_lapse(lapses), counted, facts)) if person.may_log_in else (),
        lapsed_grants=tuple((grant, why) for grant, why in lapses if why is not None),
    )


def lapse_of(term: Term, day: date) -> Lapse | None:
    """Why the term does not hold on the day, or nothing."""
    if term.holds(day):
        return None
    return Lapse.OVER if term.is_over(day) else Lapse.NOT_BEGUN


def _in_use(facts: Facts, post_id: int) -> bool:
    post = facts.posts.get(post_id)
    return post is not None and post.is_active


def _of_no_lapse(lapses: Iterable[tuple[GrantFact, Lapse | None]]) -> list[GrantFact]:
    return [grant for grant, why in lapses if why is None]


def _held(
    grants: Iterable[GrantFact], appointments: list[AppointmentFact], facts: Facts
) -> Iterable[HeldGrant]:
    for grant in grants:
        post = facts.posts[grant.post]
        roots = (one.department for one in appointments if one.post == grant.post)
        yield HeldGrant(
            id=grant.id,
            post=post.code,
            post_names=post.names,
            verbs=frozenset(grant.verbs),
            scope=grant.scope,
            filters=grant.filters,
            departments=subtree(roots, facts.parents),
            levels={group: Level(level) for group, level in grant.levels.items()},
            purposes=grant.purposes,
        )
