"""Add lines to deals; a deal's amount becomes the sum of its lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from access.writing import Writing
from customers.drafts import LineDraft
from customers.models import TransactionLine, TransactionRecord
from customers.services.add_transactions import line_amount
from customers.stamping import stamp


class LinesExist(Exception):
    """A deal has lines already: which of them are the same, nothing tells."""


@dataclass(frozen=True)
class AddedLine:
    """A line and the deal that gets it."""

    customer: int
    transaction: int
    line: LineDraft


@dataclass
class Sums:
    """How many lines each deal has got in this transaction, and their sum."""

    lines: dict[int, int] = field(default_factory=dict)
    amounts: dict[int, Decimal] = field(default_factory=dict)


def write_lines(*, writing: Writing, drafts: Sequence[AddedLine], sums: Sums) -> None:
    """Write lines for up to 1,000 customers, further ones of the same deals in later calls.

    Raises NoGrant, RecordNotVisible, LinesExist.
    """
    customers = sorted({draft.customer for draft in drafts})
    work = writing.change(customers, {"what": "lines"})
    deals = _locked({draft.transaction for draft in drafts}, sums)
    lines = stamp([_line(draft, sums) for draft in drafts], work, writing.actor.id)
    bulk_create_with_history(lines, TransactionLine, batch_size=2000)
    for deal in stamp(deals, work, writing.actor.id):
        deal.amount = sums.amounts[deal.pk]
    bulk_update_with_history(deals, TransactionRecord, ["amount", "ticket"], batch_size=500)
    work.result = {"transactions": len(deals), "lines": len(lines)}


def _locked(ids: set[int], sums: Sums) -> list[TransactionRecord]:
    """The deals, locked, so that of two writers the second finds the lines of the first."""
    deals = list(TransactionRecord.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    new = ids - sums.lines.keys()
    if TransactionLine.objects.filter(transaction__in=new).exists():
        raise LinesExist
    return deals


def _line(draft: AddedLine, sums: Sums) -> TransactionLine:
    amount = line_amount(draft.line)
    deal = draft.transaction
    sums.lines[deal] = sums.lines.get(deal, 0) + 1
    sums.amounts[deal] = sums.amounts.get(deal, Decimal(0)) + amount
    return TransactionLine(
        customer_id=draft.customer,
        transaction_id=deal,
        position=sums.lines[deal],
        product=draft.line.product,
        quantity=draft.line.quantity,
        unit_price=draft.line.unit_price,
        discount=draft.line.discount,
        amount=amount,
    )
