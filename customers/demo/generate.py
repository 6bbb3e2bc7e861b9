"""The demo company as of a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from customers.demo import people
from customers.demo.chance import Chance
from customers.demo.clients import Seat, company, foreigner, make_company, person
from customers.demo.company import DemoCompany, DemoPerson
from customers.demo.deals import demo_transactions
from customers.demo.known import Known, known_customers
from customers.demo.naming import Name, credit_code, spell
from customers.demo.words import EAST_CITIES, FOREIGN, SOUTH_CITIES
from customers.drafts import CustomerDraft

_PERSONS = 16
# How many of the others a seller has, for one of the newest seller's.
_SHARES = {
    "zheng.shuyao": 1, "han.ruoxi": 2, "chen.yutong": 4, "bai.jingxing": 4, "lu.yiming": 3,
    "xu.wentao": 1, "luo.yifan": 2, "liang.zian": 4, people.THIEF: 4, "feng.xiaolan": 3,
}  # fmt: skip


def demo_company(*, today: date, customers: int = 400, seed: int = 2026) -> DemoCompany:
    """Invent the whole company; the same arguments give the same company, ids included."""
    chance = Chance(seed)
    departments = people.demo_departments(chance)
    staff = people.demo_people(chance, departments=departments, today=today)
    made = tuple(_customers(chance, staff, customers, today))
    created_on = MappingProxyType(_created_on(chance, made, today))
    return DemoCompany(
        today=today,
        name_zh=people.NAME_ZH,
        name_en=people.NAME_EN,
        credit_code=credit_code(chance, "320500"),
        departments=departments,
        people=staff,
        customers=made,
        created_on=created_on,
        transactions=demo_transactions(chance, customers=made, created_on=created_on, today=today),
        leaver=people.LEAVER,
        notice_on=today - timedelta(days=6),
        thief=people.THIEF,
    )


def _customers(
    chance: Chance, staff: Sequence[DemoPerson], count: int, today: date
) -> Iterator[CustomerDraft]:
    seats = _seats(staff)
    known = known_customers()
    for one in known:
        yield _make_known(chance, seats[one.owner], one, today)
    shared = [seats[username] for username, share in _SHARES.items() for _ in range(share)]
    for place in range(count - len(known)):
        seat = chance.pick(shared)
        if place < len(FOREIGN):
            yield foreigner(chance, seat, today, place)
        elif place < len(FOREIGN) + _PERSONS:
            yield person(chance, seat, today)
        else:
            yield company(chance, seat, today)


def _seats(staff: Sequence[DemoPerson]) -> dict[str, Seat]:
    """Each seller's place; who shares the department of 郑书瑶 sells in the east."""
    east = next(one.department for one in staff if one.username == "zheng.shuyao")
    return {
        one.username: Seat(
            one.id, one.department, EAST_CITIES if one.department == east else SOUTH_CITIES
        )
        for one in staff
        if one.username in _SHARES
    }


def _make_known(chance: Chance, seat: Seat, known: Known, today: date) -> CustomerDraft:
    contacts = [
        (Name(name, spell(name[0]) + "".join(spell(char)[0] for char in name[1:])), title)
        for name, title in known.contacts
    ]
    made = make_company(
        chance, seat, today,
        city=known.city, brand=Name(known.brand, spell(known.brand)), trade=known.trade,
        form="有限公司", tier=known.tier, people=contacts,
    )  # fmt: skip
    met = today - timedelta(days=1 + int(chance.random() * 20))
    return replace(made, status="ACTIVE", last_contact_on=met)


def _created_on(
    chance: Chance, customers: Sequence[CustomerDraft], today: date
) -> Mapping[int, date]:
    """Most were customers before the purchases begin; a fifth came during the three years."""
    return {
        customer.id: today
        - timedelta(
            days=int(30 + chance.random() * 1000)
            if chance.whether(0.2)
            else int(1100 + chance.random() * 1800)
        )
        for customer in customers
    }
