"""Invented purchases over three years: busier in March, June, September and towards the year's
end, quiet around the Spring Festival, growing by a tenth a year."""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from customers.demo.chance import Chance
from customers.demo.words import PRODUCTS, Product
from customers.demo.workdays import is_working_day
from customers.drafts import CustomerDraft, LineDraft, TransactionDraft

MONTHS = 36
_SEASON = (0.80, 0.45, 1.10, 1.00, 1.05, 1.20, 0.90, 0.95, 1.20, 0.85, 1.20, 1.30)
_YEARLY = {"A": 13.0, "B": 5.0, "C": 1.8, "D": 0.7}
# What one line of a deal is worth, in yuan, about.
_WORTH = {"A": 95_000, "B": 32_000, "C": 9_000, "D": 2_500}
_RATE = {"USD": Decimal("7.10"), "CNY": Decimal(1)}
# How many days before today the purchases stop.
_GONE = {"ACTIVE": 0, "PROSPECT": 10_000, "DORMANT": 200, "LOST": 420}


class _Sale(NamedTuple):
    happened_on: date
    customer: CustomerDraft


def demo_transactions(
    chance: Chance,
    *,
    customers: Sequence[CustomerDraft],
    created_on: Mapping[int, date],
    today: date,
) -> tuple[TransactionDraft, ...]:
    """Make the purchases, oldest first, numbered year by year."""
    sales = [
        _Sale(day, customer)
        for customer in customers
        for day in _days(chance, customer, created_on[customer.id], today)
    ]
    sales.sort(key=lambda sale: (sale.happened_on, sale.customer.id))
    numbers: dict[int, int] = {}
    made = []
    for sale in sales:
        year = sale.happened_on.year
        numbers[year] = numbers.get(year, 0) + 1
        made.append(_transaction(chance, sale, f"XS-{year % 100}-{numbers[year]:04}"))
    return tuple(made)


def _days(chance: Chance, customer: CustomerDraft, created_on: date, today: date) -> Iterator[date]:
    yearly = _YEARLY[customer.tier.removeprefix("tier:")]
    until = today - timedelta(days=_GONE[customer.status])
    for back in range(MONTHS - 1, -1, -1):
        month = today.year * 12 + today.month - 1 - back
        growth = 1.1 ** ((MONTHS - 1 - back) / 12)
        expected = yearly / 12 * _SEASON[month % 12] * growth
        count = math.floor(expected) + chance.whether(expected % 1)
        for _ in range(count):
            day = date(month // 12, month % 12 + 1, 1 + int(chance.random() * 28))
            if is_working_day(day) and created_on <= day <= until:
                yield day


def _transaction(chance: Chance, sale: _Sale, number: str) -> TransactionDraft:
    customer = sale.customer
    line_of = customer.business_line.removeprefix("business_line:")
    currency = "USD" if customer.region.isalpha() else "CNY"
    stock = PRODUCTS[line_of]
    chosen = [chance.pick(stock)]
    chosen += [product for product in stock if product not in chosen and chance.whether(0.25)]
    if chance.whether(0.12):
        chosen.append(chance.pick(PRODUCTS["SERVICE"]))
    lines = tuple(
        _line(chance, product, customer.tier, currency) for product in dict.fromkeys(chosen)
    )
    return TransactionDraft(
        id=chance.record_id(),
        customer=customer.id,
        number=number,
        happened_on=sale.happened_on,
        currency=currency,
        subject=f"{lines[0].product} × {lines[0].quantity:,}",
        lines=lines,
    )


def _line(chance: Chance, product: Product, tier: str, currency: str) -> LineDraft:
    worth = _WORTH[tier.removeprefix("tier:")] * chance.lognormvariate(0, 0.55)
    quantity = max(1, round(worth / float(product.price)))
    if quantity > 50:
        quantity = round(quantity, -1)
    discount = chance.pick(("0", "0", "0", "0.03", "0.05"))
    price = (Decimal(product.price) / _RATE[currency]).quantize(Decimal("0.01"))
    return LineDraft(
        product=product.name,
        quantity=Decimal(quantity),
        unit_price=price,
        discount=Decimal(discount),
    )
