"""Invented customers: companies, persons, and some abroad."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from customers.demo import naming
from customers.demo.chance import Chance
from customers.demo.naming import Name
from customers.demo.words import (
    EAST_CITIES,
    FOREIGN,
    FOREIGN_PHONES,
    LEGAL_FORMS,
    SOUTH_CITIES,
    TITLES,
    TRADES,
    City,
    Trade,
)
from customers.drafts import ContactDraft, CustomerDraft, PointDraft

TIERS = "A" * 8 + "B" * 24 + "C" * 46 + "D" * 22
SENSITIVITY = {"A": "CORE_SECRET", "B": "SECRET", "C": "INTERNAL", "D": "PUBLIC"}
_TYPES = ("DIRECT", "DIRECT", "DIRECT", "OEM", "OEM", "DISTRIBUTOR", "INTEGRATOR", "PARTNER")
_SOURCES = ("FAIR", "REFERRAL", "WEBSITE", "COLD_CALL", "PHONE", "PLATFORM", "TENDER", "PARTNER")
# How long ago the last contact was, in days, from and to.
_SILENCE = {"ACTIVE": (1, 45), "PROSPECT": (1, 60), "DORMANT": (120, 300), "LOST": (300, 700)}


class Seat(NamedTuple):
    """Whose customers are made: an owner's id, the department's, and the cities covered."""

    owner: int
    department: int
    cities: Sequence[City] = EAST_CITIES + SOUTH_CITIES


def stream_customers(
    chance: Chance, seats: Sequence[Seat], *, count: int, today: date
) -> Iterator[CustomerDraft]:
    """Make so many companies one by one, for measurements."""
    for _ in range(count):
        yield company(chance, chance.pick(seats), today)


def company(chance: Chance, seat: Seat, today: date) -> CustomerDraft:
    """Make a Chinese company such as 无锡泰和轴承有限公司."""
    city, trade = chance.pick(seat.cities), chance.pick(TRADES)
    people = [
        (naming.person_name(chance), chance.pick(TITLES))
        for _ in range(1 + chance.whether(0.55) + chance.whether(0.2))
    ]
    form = chance.pick(LEGAL_FORMS)
    if trade.words.endswith("科技"):
        form = form.removeprefix("科技")
    return make_company(
        chance, seat, today,
        city=city, brand=naming.brand_name(chance), trade=trade, form=form,
        tier=chance.pick(TIERS), people=people,
    )  # fmt: skip


def make_company(
    chance: Chance,
    seat: Seat,
    today: date,
    *,
    city: City,
    brand: Name,
    trade: Trade,
    form: str,
    tier: str,
    people: Sequence[tuple[Name, str]],
) -> CustomerDraft:
    """Make a company of which the names are known."""
    contacts = tuple(
        _contact(chance, city, name, title, brand.spelled, is_primary=at == 0)
        for at, (name, title) in enumerate(people)
    )
    return CustomerDraft(
        id=chance.record_id(),
        name=f"{city.name}{brand.written}{trade.words}{form}",
        short_name=f"{brand.written}{trade.words}",
        identifier=naming.credit_code(chance, city.code),
        address=naming.address(chance, city),
        bank_account=naming.bank_account(chance) if chance.whether(0.4) else "",
        region=city.code,
        contacts=contacts,
        **_classified(chance, tier, trade.industry, trade.line),
        **_standing(chance, seat, today),
    )


def person(chance: Chance, seat: Seat, today: date) -> CustomerDraft:
    """Make a customer who is a natural person: a repair shop's owner, an engineer."""
    name, city = naming.person_name(chance), chance.pick(seat.cities)
    kept = _classified(chance, chance.pick("CDD"), "O", chance.pick(("BEARINGS", "SERVICE")))
    contact = _contact(chance, city, name, "", "mail", is_primary=True)
    return CustomerDraft(
        id=chance.record_id(),
        kind="PERSON",
        name=name.written,
        identifier=naming.resident_id(chance, city.code),
        address=naming.address(chance, city),
        region=city.code,
        contacts=(contact,),
        **kept | {"type": "type:INDIVIDUAL", "lawful_basis": "lawful_basis:CONSENT"},
        **_standing(chance, seat, today),
    )


def foreigner(chance: Chance, seat: Seat, today: date, place: int) -> CustomerDraft:
    """Make one of the customers abroad."""
    name, short, region, domain, contact = FOREIGN[place % len(FOREIGN)]
    number = FOREIGN_PHONES[region] + chance.digits(4)
    points = (
        PointDraft(means="phone", value=number),
        naming.email(contact.split()[0].lower() if contact.isascii() else "office", domain),
    )
    return CustomerDraft(
        id=chance.record_id(),
        name=name,
        short_name=short,
        region=region,
        contacts=(ContactDraft(name=contact, title="Purchasing", is_primary=True, points=points),),
        **_classified(chance, chance.pick("BBC"), "C34", chance.pick(("BEARINGS", "SENSORS"))),
        **_standing(chance, seat, today),
    )


def _contact(
    chance: Chance, city: City, name: Name, title: str, domain: str, *, is_primary: bool
) -> ContactDraft:
    points = [naming.mobile(chance)]
    if is_primary and chance.whether(0.3):
        points.append(naming.landline(chance, city))
    if chance.whether(0.8):
        points.append(naming.email(name.spelled, domain))
    if chance.whether(0.5):
        points.append(naming.wechat(chance, name))
    return ContactDraft(name=name.written, title=title, is_primary=is_primary, points=tuple(points))


def _classified(chance: Chance, tier: str, industry: str, line: str) -> dict[str, Any]:
    return {
        "type": f"type:{chance.pick(_TYPES)}",
        "industry": f"industry:{industry}",
        "tier": f"tier:{tier}",
        "sensitivity": f"sensitivity:{SENSITIVITY[tier]}",
        "source": f"source:{chance.pick(_SOURCES)}",
        "lawful_basis": f"lawful_basis:{'CONTRACT_OR_HR' if chance.whether(0.85) else 'PUBLIC'}",
        "business_line": f"business_line:{line}",
    }


def _standing(chance: Chance, seat: Seat, today: date) -> dict[str, Any]:
    status = chance.pick(("ACTIVE",) * 14 + ("PROSPECT",) * 3 + ("DORMANT",) * 2 + ("LOST",))
    first, last = _SILENCE[status]
    next_on = None
    if status in {"ACTIVE", "PROSPECT"} and chance.whether(0.7):
        next_on = today + timedelta(days=int(chance.random() * 50) - 8)
    return {
        "owner": seat.owner,
        "department": seat.department,
        "status": status,
        "last_contact_on": today - timedelta(days=first + int(chance.random() * (last - first))),
        "next_contact_on": next_on,
    }
