"""All deals of one customer with their lines, page by page, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from access.errors import QueryRefused
from access.masking import Level
from access.policy import Levels
from access.query import Sort
from customers.cards import Money, TransactionCard
from customers.loading import CustomerRow
from customers.models import TransactionLine, TransactionRecord

ORDER = Sort("happened_on", "transactions", descending=True)


@dataclass(frozen=True)
class LineCard:
    """One position; without prices where amounts are not shown in clear."""

    product: str
    quantity: Decimal
    unit_price: Decimal | None
    discount: Decimal | None
    amount: Decimal | None


@dataclass(frozen=True)
class DealCard(TransactionCard):
    """A deal with its lines."""

    lines: tuple[LineCard, ...]


@dataclass(frozen=True)
class DealPage:
    """One page; `count` and `totals` are of all deals of the customer."""

    deals: tuple[DealCard, ...]
    count: int
    totals: tuple[Money, ...]
    has_before: bool
    has_after: bool


@dataclass(frozen=True, kw_only=True)
class DealsPart:
    """The part of a customer that `Gateway.read_part` shows; nothing where deals are not clear."""

    after: int | None = None
    before: int | None = None
    size: int = 50
    name: str = "transactions"
    groups: tuple[str, ...] = ("name", "transactions", "amounts")

    def show(self, row: CustomerRow, levels: Levels) -> DealPage | None:
        """One page. Raises QueryRefused where its place is no deal of this customer."""
        if levels["transactions"] is not Level.CLEAR:
            return None
        amounts = levels["amounts"] is Level.CLEAR
        deals = TransactionRecord.objects.filter(customer=row.customer)
        found = list(self._placed(deals))
        shown = found[: self.size]
        more, anchored = len(found) > self.size, self.after is not None or self.before is not None
        backward = self.before is not None
        count, totals = _sums(deals)
        return DealPage(
            deals=tuple(_card(deal, amounts) for deal in (reversed(shown) if backward else shown)),
            count=count,
            totals=totals if amounts else (),
            has_before=more if backward else anchored,
            has_after=anchored if backward else more,
        )

    def _placed(self, deals: QuerySet[TransactionRecord]) -> Iterable[TransactionRecord]:
        backward = self.before is not None
        anchor = self.before if backward else self.after
        beyond = Q()
        if anchor is not None:
            value = deals.filter(pk=anchor).values_list("happened_on", flat=True).first()
            if value is None:
                raise QueryRefused("before" if backward else "after")
            beyond = ORDER.beyond(value, anchor, backward=backward)
        lines = Prefetch("lines", TransactionLine.objects.order_by("position", "id"))
        ordered = deals.filter(beyond).order_by(*ORDER.order(backward=backward))
        return ordered.prefetch_related(lines)[: self.size + 1]


def _sums(deals: QuerySet[TransactionRecord]) -> tuple[int, tuple[Money, ...]]:
    summed = deals.order_by("currency").values("currency")
    by_currency: list[Any] = list(summed.annotate(n=Count("id"), sum=Sum("amount")))
    totals = tuple(Money(one["sum"], one["currency"]) for one in by_currency)
    return sum(one["n"] for one in by_currency), totals


def _card(deal: TransactionRecord, amounts: bool) -> DealCard:
    lines = deal.lines.all()
    return DealCard(
        id=deal.pk,
        number=deal.number,
        happened_on=deal.happened_on,
        subject=deal.subject,
        amount=Money(deal.amount, deal.currency) if amounts else None,
        line_count=len(lines),
        lines=tuple(_line(line, amounts) for line in lines),
    )


def _line(line: TransactionLine, amounts: bool) -> LineCard:
    return LineCard(
        product=line.product,
        quantity=line.quantity.normalize() + 0,
        unit_price=line.unit_price if amounts else None,
        discount=line.discount if amounts else None,
        amount=line.amount if amounts else None,
    )
