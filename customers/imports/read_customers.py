"""Rows that become customers."""

from collections.abc import Sequence

from access.actor import Actor
from access.public_id import decode
from audit.ledger.event import Verb
from customers.credit_code import is_credit_code, is_resident_id, normalise_code
from customers.drafts import ContactDraft, CustomerDraft, PointDraft
from customers.external_ids import customers_with
from customers.imports.assignable import Assignable
from customers.imports.batch import Batch
from customers.imports.errors import CellRefused
from customers.imports.plan import Plan, Values
from customers.imports.table import Row
from customers.models import Axis, Kind
from customers.records import customer_records

_POINTS = {"phone": "phone", "second_phone": "phone", "email": "email", "wechat": "wechat"}
_PLAIN = ("name", "short_name", "kind", "region", "address", "bank_account", "status")


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
        owner = decode(values["owner"])
        department = (
            decode(values["department"])
            if values["department"]
            else self._reach.home_of(owner) or 0
        )
        if not self._reach.allows(owner, department):
            batch.refused.append(self._plan.refuse(line, "owner", "owner_out_of_reach"))
            return
        try:
            identifier = _identifier(values)
        except CellRefused as trouble:
            batch.refused.append(self._plan.refuse(line, "identifier", trouble.code))
            return
        batch.drafts.append(
            CustomerDraft(
                owner=owner,
                department=department,
                identifier=identifier,
                last_contact_on=values["last_contact_on"],
                next_contact_on=values["next_contact_on"],
                external_source=self._source if values["external_id"] else "",
                external_id=values["external_id"],
                contacts=_contacts(values),
                **{name: values[name] for name in _PLAIN},
                **{axis.value: values[axis.value] for axis in Axis},
            )
        )


def _identifier(values: Values) -> str:
    """A Chinese code must have its right check character; others are kept as typed."""
    given: str = values["identifier"]
    if not given or not values["region"].isdigit():
        return given
    code = normalise_code(given)
    if not (is_resident_id(code) if values["kind"] == Kind.PERSON else is_credit_code(code)):
        raise CellRefused("bad_code")
    return code


def _contacts(values: Values) -> tuple[ContactDraft, ...]:
    points = tuple(
        PointDraft(means=means, value=values[name])
        for name, means in _POINTS.items()
        if values[name]
    )
    if not points and not values["contact_name"]:
        return ()
    return (
        ContactDraft(
            name=values["contact_name"] or values["name"][:100],
            title=values["contact_title"],
            is_primary=True,
            points=points,
        ),
    )
