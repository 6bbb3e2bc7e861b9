"""The same facts as of a past moment, from history tables alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Case, IntegerField, QuerySet, When

from access.decision.facts import AppointmentFact, Facts, GrantFact, PostFact
from access.models import Appointment, Department, Grant, Post


def facts_then(at: datetime, users: Collection[int] | None = None) -> Facts:
    """What these people's decisions stood on at the moment; everybody's where none are named."""
    appointments = [
        one
        for one in versions(history_of(Appointment), at)
        if users is None or one.user_id in users
    ]
    posts = {post.id: _post(post) for post in versions(history_of(Post), at)}
    return Facts(
        appointments=tuple(map(_appointment, appointments)),
        posts=posts,
        grants=tuple(_grants(list(versions(history_of(Grant), at)))),
        parents={one.id: one.parent_id for one in versions(history_of(Department), at)},
    )


def history_of(model: Any) -> QuerySet[Any]:
    """Every version of a model's rows."""
    found: QuerySet[Any] = model.history.all()
    return found


def versions(history: QuerySet[Any], at: datetime) -> Iterable[Any]:
    """The version of each row that was in force at the moment; none of what was deleted."""
    # Of two versions of one moment the end counts, then the change.
    last = Case(
        When(history_type="-", then=0),
        When(history_type="~", then=1),
        default=2,
        output_field=IntegerField(),
    )
    latest = history.filter(history_date__lte=at).order_by("id", "-history_date", last)
    latest = latest.distinct("id")
    return [version for version in latest if version.history_type != "-"]


def _grants(found: list[Any]) -> Iterable[GrantFact]:
    purposes: dict[Any, set[str]] = defaultdict(set)
    kept = apps.get_model("access", "HistoricalGrant_purposes").objects
    rows = kept.filter(history__in=[one.pk for one in found])
    for version, code in rows.values_list("history_id", "purpose_id"):
        purposes[version].add(code)
    for grant in found:
        yield GrantFact(
            id=grant.id,
            post=grant.post_id,
            verbs=tuple(grant.verbs),
            scope=grant.scope,
            filters=grant.filters,
            levels=grant.levels,
            purposes=frozenset(purposes[grant.pk]),
            starts_on=grant.starts_on,
            ends_on=grant.ends_on,
        )


def _appointment(version: Any) -> AppointmentFact:
    return AppointmentFact(
        id=version.id,
        user=version.user_id,
        post=version.post_id,
        department=version.department_id,
        starts_on=version.starts_on,
        ends_on=version.ends_on,
    )


def _post(version: Any) -> PostFact:
    return PostFact(
        id=version.id,
        code=version.code,
        names=(version.name_zh, version.name_en or version.name_zh),
        is_active=version.is_active,
        requires_mfa=version.requires_mfa,
        administers=version.administers,
        watches=version.watches,
    )
