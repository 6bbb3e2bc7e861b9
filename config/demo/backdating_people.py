"""Giving the demo's people, posts and grants their past, so that its days can be replayed."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from access.decision.facts_then import history_of
from access.models import SecondStep, User
from customers.demo.company import DemoPerson


def backdate_row(row: Any, day: date) -> None:
    """Let every version of a new row be as old as the day, in their order."""
    versions = row.history.order_by("history_date")
    for place, version in enumerate(list(versions)):
        moment = _morning(day) + timedelta(seconds=place)
        row.history.filter(pk=version.pk).update(history_date=moment)


def backdate_person(user: User, person: DemoPerson) -> None:
    """Open the log-in on the first day at work, and close a leaver's after the last."""
    User.objects.filter(pk=user.pk).update(date_joined=_morning(person.starts_on))
    backdate_row(user, person.starts_on)
    history = history_of(User).filter(id=user.pk)
    if person.ends_on and not person.is_active:
        history.update(is_active=True)
        history.create(
            id=user.pk,
            is_active=False,
            history_type="~",
            history_date=_morning(person.ends_on + timedelta(days=1)),
        )
    for step in SecondStep.objects.filter(user=user):
        backdate_row(step, person.starts_on)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(8)))
