"""Who read what over the last weeks: an ordinary office, and one who comes back at night."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from customers.demo.chance import Chance
from customers.demo.company import DemoCompany, DemoPerson
from customers.demo.nights import night_reads
from customers.demo.reading_record import Reading
from customers.demo.workdays import working_days
from customers.search_terms import sort_key

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_PAGE = 25
# How busy each hour is, from 7 to 21 o'clock.
_HOURS = (1, 9, 13, 13, 13, 5, 8, 12, 13, 12, 9, 4, 2, 1, 1)


@dataclass(frozen=True)
class _Habit:
    """How people of a post work: in which scope, for what, how often a day."""

    scope: str
    purposes: tuple[str, ...]
    pages: int
    reads: int
    reveals: float


_SELLING = ("RENEWAL",) * 4 + ("NEW_INQUIRY",) * 2 + ("COMPLAINT", "ANNUAL_VISIT", "TECH_SUPPORT")
_HABITS = {
    "sales": _Habit("OWN", _SELLING, 4, 9, 0.35),
    "sales-manager": _Habit(
        "DEPARTMENT", (*_SELLING, "MONTHLY_REVIEW", "MONTHLY_REVIEW"), 4, 7, 0.15
    ),
    "department-head": _Habit(
        "DEPARTMENT", ("MONTHLY_REVIEW", "MONTHLY_REVIEW", "RENEWAL"), 5, 6, 0.08
    ),
    "data-steward": _Habit("ALL", ("DATA_CARE",) * 4 + ("SUBJECT_REQUEST",), 6, 10, 0.0),
    "legal": _Habit("ALL", ("TRANSFER", "COMPLAINT"), 1, 1, 0.0),
    "executive": _Habit("ALL", ("MONTHLY_REVIEW",), 1, 1, 0.0),
}


def reading_history(company: DemoCompany, *, days: int = 60, seed: int = 7) -> Iterator[Reading]:
    """Invent the reads of every working day, in order of time, up to yesterday."""
    chance = Chance(seed)
    by_name = sorted(company.customers, key=lambda customer: sort_key(customer.name))
    reach = {
        person.id: tuple(
            customer.id
            for customer in by_name
            if _HABITS[person.post].scope == "ALL"
            or (customer.department == person.department and _HABITS[person.post].scope != "OWN")
            or customer.owner == person.id
        )
        for person in company.people
        if person.post in _HABITS
    }
    nights = list(night_reads(chance, company))
    for day in working_days(until=company.today, days=days):
        nightly = [reading for reading in nights if reading.at.date() < day]
        yield from nightly
        nights = nights[len(nightly) :]
        yield from sorted(_day(chance, company, reach, day), key=lambda reading: reading.at)
    yield from nights


def _day(
    chance: Chance, company: DemoCompany, reach: dict[int, tuple[int, ...]], day: date
) -> Iterator[Reading]:
    for person in company.people:
        here = person.starts_on <= day and (person.ends_on is None or day <= person.ends_on)
        ids = reach.get(person.id, ())
        if here and ids and chance.whether(0.94):
            yield from _work(chance, person, ids, day)


def _work(chance: Chance, person: DemoPerson, ids: Sequence[int], day: date) -> Iterator[Reading]:
    habit = _HABITS[person.post]
    for _ in range(round(habit.pages * chance.uniform(0.5, 1.5))):
        at, purpose = _moment(chance, day), chance.pick(habit.purposes)
        start = int(chance.random() * max(1, len(ids) - _PAGE)) // _PAGE * _PAGE
        yield Reading(
            at, person.id, "PAGE", habit.scope, purpose, tuple(ids[start : start + _PAGE])
        )
    for _ in range(round(habit.reads * chance.uniform(0.4, 1.6))):
        at, purpose = _moment(chance, day), chance.pick(habit.purposes)
        seen = (chance.pick(ids),)
        yield Reading(at, person.id, "READ", habit.scope, purpose, seen)
        if chance.whether(habit.reveals):
            later = at + timedelta(seconds=5 + int(chance.random() * 90))
            yield Reading(later, person.id, "REVEAL", habit.scope, purpose, seen, "contact.phone")


def _moment(chance: Chance, day: date) -> datetime:
    hour = chance.choices(range(7, 22), _HOURS)[0]
    second = int(chance.random() * 3600)
    return datetime.combine(day, time(hour), _SHANGHAI) + timedelta(seconds=second)
