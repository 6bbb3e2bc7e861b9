"""Create customers with their contacts."""

from collections.abc import Sequence

from simple_history.utils import bulk_create_with_history

from access import blind_index
from access.actor import Actor
from access.opened import Opened
from access.writing import Writing
from customers import phone_number
from customers.code_digest import code_digest
from customers.drafts import ContactDraft, CustomerDraft, PointDraft
from customers.models import Axis, Contact, ContactPoint, Customer, Means, NumberIndex
from customers.records import customer_records
from customers.stamping import stamp

CHUNK = 1000  # ids a ticket may name


def create_customers(*, actor: Actor, drafts: Sequence[CustomerDraft]) -> list[int]:
    """Create all of the customers or none; their ids, in order. Raises NoGrant."""
    with customer_records.writing(actor) as writing:
        return write_customers(writing=writing, drafts=drafts)


def write_customers(*, writing: Writing, drafts: Sequence[CustomerDraft]) -> list[int]:
    """The same inside a transaction that writes more."""
    for start in range(0, len(drafts), CHUNK):
        chunk = drafts[start : start + CHUNK]
        work = writing.create([draft.id for draft in chunk])
        _write(chunk, work, writing.actor.id)
        work.result = {"records": len(chunk), "contacts": sum(len(d.contacts) for d in chunk)}
    return [draft.id for draft in drafts]


def _write(drafts: Sequence[CustomerDraft], work: Opened, writer: int) -> None:
    customers = stamp((_customer(draft) for draft in drafts), work, writer)
    bulk_create_with_history(customers, Customer)
    people = [(draft.id, person) for draft in drafts for person in draft.contacts]
    contacts = stamp((_contact(*one) for one in people), work, writer)
    bulk_create_with_history(contacts, Contact)
    regions = {draft.id: draft.region for draft in drafts}
    points = stamp(
        (
            _point(contact, draft, position, regions[contact.customer_id])
            for contact, (_, person) in zip(contacts, people, strict=True)
            for position, draft in enumerate(person.points)
        ),
        work,
        writer,
    )
    bulk_create_with_history(points, ContactPoint)
    NumberIndex.objects.bulk_create([*index_numbers(points), *index_codes(customers)])


def index_numbers(points: Sequence[ContactPoint]) -> list[NumberIndex]:
    """The keyed digests under which the phones among the points are found."""
    return [
        NumberIndex(
            customer_id=point.customer_id,
            point=point,
            whole=blind_index.whole(number),
            last_four=blind_index.last_four(number),
        )
        for point in points
        if point.means == Means.PHONE
        for number in [phone_number.normalise(point.value).index]
    ]


def index_codes(customers: Sequence[Customer]) -> list[NumberIndex]:
    """The keyed digests under which the customers' codes are found."""
    return [
        NumberIndex(customer=customer, whole=code_digest(customer.identifier))
        for customer in customers
        if customer.identifier
    ]


def kept_value(means: str, value: str, region: str) -> str:
    """The form in which a number or address is kept, for a customer of this region."""
    if means != Means.PHONE:
        return value
    dialled_in = region if region.isalpha() else "CN"  # GB/T 2260 is all digits
    return phone_number.normalise(value, region=dialled_in).text


def _customer(draft: CustomerDraft) -> Customer:
    return Customer(
        id=draft.id,
        kind=draft.kind,
        name=draft.name,
        short_name=draft.short_name,
        region=draft.region,
        identifier=draft.identifier,
        address=draft.address,
        bank_account=draft.bank_account,
        owner_id=draft.owner,
        department_id=draft.department,
        status=draft.status,
        last_contact_on=draft.last_contact_on,
        next_contact_on=draft.next_contact_on,
        external_source=draft.external_source,
        external_id=draft.external_id,
        **{f"{axis.value}_id": getattr(draft, axis.value) for axis in Axis},
    )


def _contact(customer: int, draft: ContactDraft) -> Contact:
    return Contact(
        customer_id=customer, name=draft.name, title=draft.title, is_primary=draft.is_primary
    )


def _point(contact: Contact, draft: PointDraft, position: int, region: str) -> ContactPoint:
    return ContactPoint(
        customer_id=contact.customer_id,
        contact=contact,
        means=draft.means,
        value=kept_value(draft.means, draft.value, region),
        position=position,
    )
