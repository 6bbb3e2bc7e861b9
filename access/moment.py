"""A past moment as people write it."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime


def read_moment(text: str) -> datetime | None:
    """A time, or a day, whose end is meant; nothing for an empty text. The company's time where
    the text has no offset. Raises ValueError for what is no time, and for the future."""
    if not text:
        return None
    now = timezone.now()
    if day := parse_date(text):
        if day > timezone.localdate():
            raise ValueError("the future is not decided yet")
        return min(now, timezone.make_aware(datetime.combine(day, time.max)))
    found = parse_datetime(text)
    if found is None:
        raise ValueError("no time")
    found = timezone.make_aware(found) if timezone.is_naive(found) else found
    if found > now:
        raise ValueError("the future is not decided yet")
    return found
