"""Who asks: a person, the grants in force for them today, the purpose and the request."""

from dataclasses import dataclass, replace

from django.utils import timezone

from access.decision.facts import Person
from access.decision.facts_now import facts_now
from access.decision.held_grant import HeldGrant, Shortfall
from access.decision.standing import Standing, standing_of
from access.models import User
from access.public_id import encode

__all__ = ["Actor", "HeldGrant", "actor_for", "actor_of"]


@dataclass(frozen=True)
class Actor:
    """A person as the gateway knows them, for one request or one job."""

    id: int
    name: str
    grants: tuple[HeldGrant, ...] = ()
    departments: tuple[int, ...] = ()
    administers: bool = False
    watches: bool = False
    requires_mfa: bool = False
    purpose: str = ""
    request: str = ""
    channel: str = "WEB"
    posts: tuple[tuple[str, str], ...] = ()
    # What acts where no person does, as the ledger names it.
    system: str = ""

    @property
    def name_in_ledger(self) -> str:
        """Who acted, as events say it."""
        return self.system or encode(self.id)

    @property
    def purposes(self) -> frozenset[str]:
        """The purposes among which this person may choose."""
        return frozenset().union(*(grant.purposes for grant in self.grants))

    def holding(self, verb: str) -> tuple[HeldGrant, ...]:
        """The grants that allow the verb for the chosen purpose."""
        return tuple(
            grant for grant in self.grants if grant.short_of(verb, self.purpose) is Shortfall.NONE
        )

    def working_on(self, purpose: str) -> "Actor":
        """The same person with another purpose."""
        return replace(self, purpose=purpose)


def actor_for(user: User, *, purpose: str = "", request: str = "", channel: str = "WEB") -> Actor:
    """Read the person's posts and grants in force today: three queries."""
    person = Person(user.pk, user.name, user.is_active)
    standing = standing_of(person, facts_now([user.pk]), timezone.localdate())
    return actor_of(standing, purpose=purpose, request=request, channel=channel)


def actor_of(
    standing: Standing, *, purpose: str = "", request: str = "", channel: str = "WEB"
) -> Actor:
    """The person of a standing, as the gateway knows them."""
    return Actor(
        id=standing.person.id,
        name=standing.person.name,
        grants=standing.grants,
        departments=standing.departments,
        administers=standing.administers,
        watches=standing.watches,
        requires_mfa=standing.requires_mfa,
        purpose=purpose,
        request=request,
        channel=channel,
        posts=standing.post_names,
    )
