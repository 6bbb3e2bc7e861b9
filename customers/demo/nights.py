"""The quiet data thief: two nights after giving notice, page after page, then the phones."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from customers.demo.chance import Chance
from customers.demo.company import DemoCompany
from customers.demo.reading_record import Reading

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_PURPOSE = "ANNUAL_VISIT"  # what one writes who needs a reason
_PAGE = 25


def night_reads(chance: Chance, company: DemoCompany) -> Iterator[Reading]:
    """Invent both nights, in order of time: the eve of the notice, and the second day before
    `today`."""
    for back, start in ((7, time(22, 38)), (2, time(23, 4))):
        yield from _night(chance, company, company.today - timedelta(days=back), start)


def _night(chance: Chance, company: DemoCompany, day: date, start: time) -> Iterator[Reading]:
    thief = company.person(company.thief)
    mine = [customer.id for customer in company.customers if customer.owner == thief.id]
    others = [
        customer.id
        for customer in company.customers
        if customer.department == thief.department and customer.owner != thief.id
    ]
    foreign = [one.id for one in company.customers if one.department != thief.department]
    at = datetime.combine(day, start, _SHANGHAI)
    for step in _steps(chance, mine, others, foreign):
        at += timedelta(seconds=4 + int(chance.random() * 14))
        verb, scope, ids, group, outcome = step
        yield Reading(at, thief.id, verb, scope, _PURPOSE, ids, group, outcome)


def _steps(
    chance: Chance, mine: Sequence[int], others: Sequence[int], foreign: Sequence[int]
) -> Iterator[tuple[str, str, tuple[int, ...], str, str]]:
    everybody = [*mine, *others]
    for start in range(0, len(everybody), _PAGE):
        yield "PAGE", "DEPARTMENT", tuple(everybody[start : start + _PAGE]), "", "ALLOWED"
    for one in mine:
        yield "READ", "OWN", (one,), "", "ALLOWED"
        if chance.whether(0.85):
            yield "REVEAL", "OWN", (one,), "contact.phone", "ALLOWED"
    for one in others:
        if chance.whether(0.5):
            yield "READ", "DEPARTMENT", (one,), "", "ALLOWED"
    for one in foreign[:12]:
        yield "READ", "OWN", (one,), "", "REFUSED"
