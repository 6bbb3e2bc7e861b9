"""Change a customer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from access.actor import Actor
from access.errors import RecordNotVisible
from access.masking import Level
from access.opened import Opened
from access.public_id import decode, encode
from access.showing import Showing
from access.writing import Writing
from customers.changeable import column_of, read_changes, values_of
from customers.choices import Choices
from customers.declared import AXES, marks_of
from customers.editing import version_named
from customers.loading import CustomerRow
from customers.models import Customer, NumberIndex
from customers.naming import load_names
from customers.new_customer import CustomerRefused
from customers.presenting import present_customer
from customers.records import customer_records
from customers.services.create_customers import index_codes
from customers.stamping import stamp
from customers.version import version_of

KEPT = frozenset({"owner", "department"})


CLASSIFYING = frozenset({*AXES, "region"})


class ChangedMeanwhile(Exception):
    """Somebody else wrote since: nothing of theirs is written over unseen."""


def change_customer(
    *, actor: Actor, customer_id: int, version: str, given: Mapping[str, str], choices: Choices
) -> tuple[str, ...]:
    """Write those of the given fields that differ from what is there; their names.

    `version` is the one that the actor has before them. Raises RecordNotVisible, CustomerRefused
    (also for fields that the actor does not see in clear, as for unknown ones), ChangedMeanwhile.
    """
    return _change(actor, customer_id, version, lambda _row, _showing: given, choices)


def restore_version(
    *, actor: Actor, customer_id: int, version: str, wanted: str, choices: Choices
) -> tuple[str, ...]:
    """Write what the wanted version said, as a new change; the names of what differed.

    Whose customer it is stays, or restoring a name would take it from somebody. Raises
    RecordNotVisible, CustomerRefused, ChangedMeanwhile.
    """

    def given(row: CustomerRow, showing: Showing) -> Mapping[str, str]:
        past = version_named(row.customer, wanted)
        if past is None:
            raise RecordNotVisible
        old = replace(row, customer=past, names=load_names([past]))
        values = values_of(present_customer(old, showing))
        return {name: value for name, value in values.items() if name not in KEPT}

    return _change(actor, customer_id, version, given, choices, {"restores": wanted})


def _change(
    actor: Actor,
    customer_id: int,
    version: str,
    give: Callable[[CustomerRow, Showing], Mapping[str, str]],
    choices: Choices,
    body: dict[str, str] | None = None,
) -> tuple[str, ...]:
    with customer_records.writing(actor) as writing:
        work = writing.change([customer_id], body)
        row = lock_customer(customer_id)
        may_write = writing.editable(row)
        showing = Showing(dict.fromkeys(may_write.clear, Level.CLEAR), may_reveal=False)
        now = values_of(present_customer(row, showing))
        given = give(row, showing)
        if version_of(row.customer.ticket) != version:
            # What is no field of theirs is refused as such, whoever wrote meanwhile.
            read_changes(
                {name: "" for name in given if name not in now},
                now,
                choices,
                _standing(row.customer),
            )
            raise ChangedMeanwhile
        changed = read_changes(given, now, choices, _standing(row.customer))
        if changed:
            before = writing.sight(row)
            write_changes(row.customer, changed, work, writing)
            # What a customer is classified as must not become a key to the rest of it.
            opening = CLASSIFYING & set(changed)
            if opening and not writing.sight(row) <= before:
                raise CustomerRefused(dict.fromkeys(sorted(opening), "shows_more"))
        work.result = {"records": 1 if changed else 0, "fields": sorted(changed)}
    return tuple(sorted(changed))


def lock_customer(customer_id: int) -> CustomerRow:
    """The row, held until the end of the transaction. Raises RecordNotVisible."""
    customer = Customer.objects.select_for_update().filter(pk=customer_id, deleted_at=None).first()
    if customer is None:  # deleted since it was found at the door
        raise RecordNotVisible
    return CustomerRow(customer, [], load_names([customer]), detail=True)


def write_changes(
    customer: Customer, changed: Mapping[str, str], work: Opened, writing: Writing
) -> None:
    """Write the row with its version, and what is found by the fields that changed."""
    for name, value in changed.items():
        _set(customer, name, value)
    stamp([customer], work, writing.actor.id)
    customer.save(force_update=True)
    if "identifier" in changed:
        NumberIndex.objects.filter(customer=customer, point=None).delete()
        NumberIndex.objects.bulk_create(index_codes([customer]))


def _set(customer: Customer, name: str, value: str) -> None:
    if name in {"owner", "department"}:
        setattr(customer, column_of(name), decode(value))
    elif name in {"last_contact_on", "next_contact_on"}:
        setattr(customer, name, date.fromisoformat(value) if value else None)
    else:
        setattr(customer, column_of(name), value)


def _standing(customer: Customer) -> dict[str, str]:
    return marks_of(customer) | {
        "kind": customer.kind,
        "owner": encode(customer.owner_id),
        "department": encode(customer.department_id),
    }
