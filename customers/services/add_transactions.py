"""Add deals to customers."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from simple_history.utils import bulk_create_with_history

from access.actor import Actor
from access.opened import Opened
from access.writing import Writing
from customers.drafts import LineDraft, TransactionDraft
from customers.models import TransactionLine, TransactionRecord
from customers.records import customer_records
from customers.services.create_customers import CHUNK
from customers.stamping import stamp

CENT = Decimal("0.01")


def add_transactions(*, actor: Actor, drafts: Sequence[TransactionDraft]) -> None:
    """Add all of the deals or none. Raises NoGrant, RecordNotVisible."""
    with customer_records.writing(actor) as writing:
        write_transactions(writing=writing, drafts=drafts)


def write_transactions(*, writing: Writing, drafts: Sequence[TransactionDraft]) -> None:
    """The same inside a transaction that writes more."""
    by_customer: dict[int, list[TransactionDraft]] = {}
    for draft in drafts:
        by_customer.setdefault(draft.customer, []).append(draft)
    customers = list(by_customer)
    for start in range(0, len(customers), CHUNK):
        ids = customers[start : start + CHUNK]
        work = writing.change(ids, {"what": "transactions"})
        chunk = [draft for customer in ids for draft in by_customer[customer]]
        _write(chunk, work, writing.actor.id)
        lines = sum(len(draft.lines) for draft in chunk)
        work.result = {"transactions": len(chunk), "lines": lines}


def line_amount(line: LineDraft) -> Decimal:
    """quantity x unit price x (1 - discount), to the cent, half up."""
    exact = line.quantity * line.unit_price * (1 - line.discount)
    return exact.quantize(CENT, ROUND_HALF_UP)


def _write(drafts: Sequence[TransactionDraft], work: Opened, writer: int) -> None:
    records = stamp((_record(draft) for draft in drafts), work, writer)
    bulk_create_with_history(records, TransactionRecord, batch_size=2000)
    lines = stamp(
        (
            _line(draft, line, position)
            for draft in drafts
            for position, line in enumerate(draft.lines, start=1)
        ),
        work,
        writer,
    )
    bulk_create_with_history(lines, TransactionLine, batch_size=2000)


def _record(draft: TransactionDraft) -> TransactionRecord:
    amount = sum(map(line_amount, draft.lines), Decimal(0)) if draft.lines else draft.amount
    return TransactionRecord(
        id=draft.id,
        customer_id=draft.customer,
        number=draft.number,
        happened_on=draft.happened_on,
        subject=draft.subject,
        currency=draft.currency,
        amount=amount,
        external_source=draft.external_source,
        external_id=draft.external_id,
    )


def _line(draft: TransactionDraft, line: LineDraft, position: int) -> TransactionLine:
    return TransactionLine(
        customer_id=draft.customer,
        transaction_id=draft.id,
        position=position,
        product=line.product,
        quantity=line.quantity,
        unit_price=line.unit_price,
        discount=line.discount,
        amount=line_amount(line),
    )
