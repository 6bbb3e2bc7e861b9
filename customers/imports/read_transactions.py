"""Rows that become deals of customers who are here."""

from collections.abc import Sequence
from decimal import Decimal

from access.actor import Actor
from audit.ledger.event import Verb
from customers.drafts import TransactionDraft
from customers.external_ids import deals_with
from customers.imports.batch import Batch
from customers.imports.plan import Plan, Values
from customers.imports.table import Row
from customers.records import customer_records


class TransactionReader:
    """Drafts deals. A customer that is absent and one out of reach are refused alike."""

    def __init__(self, plan: Plan, actor: Actor, source: str) -> None:
        self._plan = plan
        self._actor = actor
        self._source = source
        self._seen: set[object] = set()

    def read(self, rows: Sequence[Row]) -> Batch[TransactionDraft]:
        """One batch, with a few queries for its external ids."""
        batch: Batch[TransactionDraft] = Batch(len(rows))
        found: list[tuple[int, Values]] = []
        for row in rows:
            values = self._plan.read(row)
            if isinstance(values, list):
                batch.refused += values
            else:
                found.append((row.line, values))
        asked = sorted({values["customer"] for _, values in found})
        customers = customer_records.ids_of(self._actor, Verb.CHANGE, asked, self._source)
        deals = deals_with(self._source, [v["external_id"] for _, v in found if v["external_id"]])
        reached = customer_records.reached(
            self._actor, Verb.CHANGE, sorted({deal.customer for deal in deals.values()})
        )
        for line, values in found:
            deal = deals.get(values["external_id"])
            if self._is_repeated(values):
                batch.refused.append(self._plan.refuse(line, "external_id", "repeated_id"))
            elif deal and deal.customer in reached:
                batch.known += 1
            elif deal:
                batch.refused.append(self._plan.refuse(line, "external_id", "not_now"))
            elif values["customer"] not in customers:
                batch.refused.append(self._plan.refuse(line, "customer", "no_such_customer"))
            else:
                batch.drafts.append(self._draft(values, customers[values["customer"]]))
        return batch

    def _is_repeated(self, values: Values) -> bool:
        key = values["external_id"] or tuple(values.items())
        repeated = key in self._seen
        self._seen.add(key)
        return repeated

    def _draft(self, values: Values, customer: int) -> TransactionDraft:
        return TransactionDraft(
            customer=customer,
            number=values["number"],
            happened_on=values["happened_on"],
            currency=values["currency"],
            amount=values["amount"] or Decimal(0),
            subject=values["subject"],
            external_source=self._source if values["external_id"] else "",
            external_id=values["external_id"],
        )
