"""Accesses to a customer with the names of who had them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.field_groups import GROUP_LABELS
from access.models import Purpose, User
from access.public_id import decode
from audit.ledger.event import Outcome
from audit.ledger.reading import Reader
from customers.wording import READ_LABELS

DAYS = 30
HEIGHT = 40


@dataclass(frozen=True)
class NamedReader:
    """One access in words; `group` names what was revealed."""

    reader: Reader
    name: str | Promise
    act: str | Promise
    purpose: str
    group: str | Promise
    is_refused: bool


@dataclass(frozen=True)
class Day:
    """A day's accesses, and its bar in an SVG 40 high."""

    day: date
    count: int
    x: int
    y: int
    height: int
    is_refused: bool


def named_readers(readers: Sequence[Reader]) -> list[NamedReader]:
    """The accesses with names; two queries."""
    ids = {decode(reader.actor) for reader in readers if _is_person(reader.actor)}
    people = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    purposes = {purpose.code: purpose.name for purpose in Purpose.objects.all()}
    return [
        NamedReader(
            reader=reader,
            name=_name(reader.actor, people),
            act=READ_LABELS.get(reader.verb, reader.verb),
            purpose=purposes.get(reader.purpose, ""),
            group=GROUP_LABELS.get(reader.group, ""),
            is_refused=reader.outcome == Outcome.REFUSED,
        )
        for reader in readers
    ]


def accesses_by_day(readers: Sequence[Reader]) -> list[Day]:
    """The last 30 days, oldest first."""
    on = [(timezone.localtime(reader.at).date(), reader.outcome) for reader in readers]
    counts = Counter(day for day, _outcome in on)
    refused = {day for day, outcome in on if outcome == Outcome.REFUSED}
    first = timezone.localdate() - timedelta(days=DAYS - 1)
    days = [first + timedelta(days=back) for back in range(DAYS)]
    most = max((counts[day] for day in days), default=0) or 1
    return [
        Day(
            day=day,
            count=counts[day],
            x=9 * place,
            y=HEIGHT - max(1, counts[day] * HEIGHT // most),
            height=max(1, counts[day] * HEIGHT // most),
            is_refused=day in refused,
        )
        for place, day in enumerate(days)
    ]


def _is_person(actor: str) -> bool:
    try:
        decode(actor)
    except ValueError:
        return False
    return True


def _name(actor: str, people: dict[int, str]) -> str | Promise:
    if _is_person(actor):
        return people.get(decode(actor), _("somebody who left"))
    return _("the system")
