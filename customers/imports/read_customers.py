"""Rows that become customers."""

from collections.abc import Sequence

from access.actor import Actor
from audit.ledger.event import Verb
from customers.assignable import Assignable
from customers.draft_customer import draft_customer
from customers.drafts import CustomerDraft
from customers.external_ids import customers_with
from customers.imports.batch import Batch
from customers.imports.plan import Plan, Values
from customers.imports.table import Row
from customers.records import customer_records
from customers.value_refused import ValueRefused


class CustomerReader:
    """Drafts customers. One whose external id is in use by a customer out of the importer's
    reach can't be taken now: it never says that it exists."""

    def __init__(self, plan: Plan, actor: Actor, source: str, reach: Assignable) -> None:
        self._plan = plan
        self._actor = actor
        self._source = source
        self._reach = reach
        self._seen: set[object] = set()

    def read(self, rows: Sequence[Row]) -> Batch[CustomerDraft]:
        """One batch, with two queries for its external ids."""
        batch: Batch[CustomerDraft] = Batch(len(rows))
        found: list[tuple[int, Values]] = []
        for row in rows:
            values = self._plan.read(row)
            if isinstance(values, list):
                batch.refused += values
            else:
                found.append((row.line, values))
        external = [values["external_id"] for _, values in found if values["external_id"]]
        mine = customer_records.ids_of(self._actor, Verb.READ, external, self._source)
        taken = customers_with(self._source, external) if external else frozenset()
        for line, values in found:
            key = values["external_id"]
            if self._is_repeated(values):
                code = "repeated_id" if key else "repeated_row"
                batch.refused.append(self._plan.refuse(line, "external_id" if key else "", code))
            elif key in mine:
                batch.known += 1
            elif key in taken:
                batch.refused.append(self._plan.refuse(line, "external_id", "not_now"))
            else:
                self._draft(line, values, batch)
        return batch

    def _is_repeated(self, values: Values) -> bool:
        key = values["external_id"] or tuple(values.items())
        repeated = key in self._seen
        self._seen.add(key)
        return repeated

    def _draft(self, line: int, values: Values, batch: Batch[CustomerDraft]) -> None:
        try:
            batch.drafts.append(draft_customer(values, self._reach, source=self._source))
        except ValueRefused as trouble:
            batch.refused.append(self._plan.refuse(line, trouble.field, trouble.code))
