"""Rows that become lines of deals which are here."""

from collections.abc import Sequence
from decimal import Decimal

from access.actor import Actor
from audit.ledger.event import Verb
from customers.drafts import LineDraft
from customers.external_ids import deals_with, deals_with_lines
from customers.imports.batch import Batch
from customers.imports.plan import Plan, Values
from customers.imports.table import Row
from customers.records import customer_records
from customers.services.add_lines import AddedLine
from customers.services.add_transactions import line_amount

MOST_AMOUNT = Decimal(10) ** 14


class LineReader:
    """Drafts lines. A deal that is absent and one out of reach are refused alike; one that has
    lines already is refused, because nothing tells an old line from a new one."""

    def __init__(self, plan: Plan, actor: Actor, source: str) -> None:
        self._plan = plan
        self._actor = actor
        self._source = source

    def read(self, rows: Sequence[Row]) -> Batch[AddedLine]:
        """One batch, with a few queries for its external ids."""
        batch: Batch[AddedLine] = Batch(len(rows))
        found: list[tuple[int, Values]] = []
        for row in rows:
            values = self._plan.read(row)
            if isinstance(values, list):
                batch.refused += values
            else:
                found.append((row.line, values))
        deals = deals_with(self._source, {values["transaction"] for _, values in found})
        reached = customer_records.reached(
            self._actor, Verb.CHANGE, sorted({deal.customer for deal in deals.values()})
        )
        full = deals_with_lines([d.id for d in deals.values() if d.customer in reached])
        for line, values in found:
            deal = deals.get(values["transaction"])
            draft = _draft(values)
            if deal is None or deal.customer not in reached:
                batch.refused.append(self._plan.refuse(line, "transaction", "no_such_deal"))
            elif deal.id in full:
                batch.refused.append(self._plan.refuse(line, "transaction", "has_lines"))
            elif abs(line_amount(draft)) >= MOST_AMOUNT:
                batch.refused.append(self._plan.refuse(line, "unit_price", "number_too_large"))
            else:
                batch.drafts.append(AddedLine(deal.customer, deal.id, draft))
        return batch


def _draft(values: Values) -> LineDraft:
    return LineDraft(
        product=values["product"],
        quantity=values["quantity"],
        unit_price=values["unit_price"],
        discount=values["discount"] or Decimal(0),
    )
