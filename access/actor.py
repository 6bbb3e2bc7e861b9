"""Who asks: a person, the grants in force for them today, the purpose and the request."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.utils import timezone

from access.department_tree import parents, subtree
from access.masking import Level
from access.models import Appointment, Grant, Post, User


@dataclass(frozen=True, eq=False)
class HeldGrant:
    """One grant as this actor holds it, through a post in some departments."""

    id: int
    post: str
    post_names: tuple[str, str]
    verbs: frozenset[str]
    scope: str
    departments: tuple[int, ...]
    levels: dict[str, Level]
    purposes: frozenset[str]

    def level(self, group: str) -> Level:
        """How much of a field group this grant shows; hidden where it says nothing."""
        return self.levels.get(group, Level.HIDDEN)


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

    @property
    def purposes(self) -> frozenset[str]:
        """The purposes among which this person may choose."""
        return frozenset().union(*(grant.purposes for grant in self.grants))

    def holding(self, verb: str) -> tuple[HeldGrant, ...]:
        """The grants that allow the verb for the chosen purpose."""
        return tuple(
            grant for grant in self.grants if verb in grant.verbs and self.purpose in grant.purposes
        )

    def working_on(self, purpose: str) -> "Actor":
        """The same person with another purpose."""
        return replace(self, purpose=purpose)


def actor_for(user: User, *, purpose: str = "", request: str = "", channel: str = "WEB") -> Actor:
    """Read the person's posts and grants in force today: three queries."""
    today = timezone.localdate()
    appointments = list(
        Appointment.objects.filter(_in_force(today), user=user, post__is_active=True)
        .select_related("post")
        .order_by("starts_on", "id")
    )
    posts = {one.post_id: one.post for one in appointments}
    tree = parents()
    departments = {
        post_id: subtree(
            (one.department_id for one in appointments if one.post_id == post_id), tree
        )
        for post_id in posts
    }
    return Actor(
        id=user.pk,
        name=user.name,
        grants=tuple(_held(posts, departments, today)) if user.is_active else (),
        departments=tuple(dict.fromkeys(one.department_id for one in appointments)),
        administers=any(post.administers for post in posts.values()),
        watches=any(post.watches for post in posts.values()),
        requires_mfa=any(post.requires_mfa for post in posts.values()),
        purpose=purpose,
        request=request,
        channel=channel,
        posts=tuple((post.name_zh, post.name_en or post.name_zh) for post in posts.values()),
    )


def _held(
    posts: dict[int, Post], departments: dict[int, tuple[int, ...]], today: date
) -> Iterable[HeldGrant]:
    grants = Grant.objects.filter(_in_force(today), post__in=posts).annotate(
        purpose_codes=ArrayAgg("purposes__code", filter=Q(purposes__isnull=False), default=[])
    )
    for grant in grants.order_by("id"):
        post = posts[grant.post_id]
        yield HeldGrant(
            id=grant.pk,
            post=post.code,
            post_names=(post.name_zh, post.name_en or post.name_zh),
            verbs=frozenset(grant.verbs),
            scope=grant.scope,
            departments=departments[grant.post_id],
            levels={group: Level(level) for group, level in grant.levels.items()},
            purposes=frozenset(grant.purpose_codes),
        )


def _in_force(today: date) -> Q:
    return Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
