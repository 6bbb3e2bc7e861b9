"""Duties apart, and the waiver of a company too small for it."""

from django.db.models import Q
from django.utils import timezone

from access.models import Apart, User, Waiver

SMALL = 5  # of so many people or more, two are always found


def people_at_work() -> int:
    """How many people have a log-in that is open."""
    return User.objects.filter(is_active=True).count()


def waiver_in_force(pair: Apart) -> Waiver | None:
    """The written waiver of a pair of duties; none once the company has five people."""
    if people_at_work() >= SMALL:
        return None
    today = timezone.localdate()
    going_on = Q(ends_on=None) | Q(ends_on__gte=today)
    return Waiver.objects.filter(going_on, pair=pair, starts_on__lte=today).first()
