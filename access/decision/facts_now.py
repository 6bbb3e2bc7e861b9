"""The facts of this moment, out of the tables that are in force: three queries."""

from collections.abc import Collection

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from access.decision.facts import AppointmentFact, Facts, GrantFact, PostFact
from access.department_tree import parents
from access.models import Appointment, Grant, Post


def facts_now(users: Collection[int] | None = None) -> Facts:
    """What these people's decisions stand on; everybody's where none are named."""
    held = Appointment.objects.select_related("post").order_by()
    appointments = list(held if users is None else held.filter(user__in=users))
    posts = {one.post_id: _post(one.post) for one in appointments}
    return Facts(
        appointments=tuple(map(_appointment, appointments)),
        posts=posts,
        grants=grants_now(posts),
        parents=parents(),
    )


def grants_now(posts: Collection[int]) -> tuple[GrantFact, ...]:
    """The grants of these posts, also those that are over or have not begun."""
    grants = Grant.objects.filter(post__in=list(posts)).annotate(
        purpose_codes=ArrayAgg("purposes__code", filter=Q(purposes__isnull=False), default=[])
    )
    return tuple(
        GrantFact(
            id=grant.pk,
            post=grant.post_id,
            verbs=tuple(grant.verbs),
            scope=grant.scope,
            filters=grant.filters,
            levels=grant.levels,
            purposes=frozenset(grant.purpose_codes),
            starts_on=grant.starts_on,
            ends_on=grant.ends_on,
        )
        for grant in grants.order_by()
    )


def _appointment(one: Appointment) -> AppointmentFact:
    return AppointmentFact(
        id=one.pk,
        user=one.user_id,
        post=one.post_id,
        department=one.department_id,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
    )


def _post(post: Post) -> PostFact:
    return PostFact(
        id=post.pk,
        code=post.code,
        names=(post.name_zh, post.name_en or post.name_zh),
        is_active=post.is_active,
        requires_mfa=post.requires_mfa,
        administers=post.administers,
        watches=post.watches,
    )
