"""Add, change and remove a customer's contacts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from access.actor import Actor
from access.editable import Editable
from access.errors import RecordNotVisible
from access.opened import Opened
from customers.contact_given import (
    MOST,
    UNKNOWN,
    ContactGiven,
    read_name,
    read_point,
    read_title,
)
from customers.models import Contact, ContactPoint, Customer, Means, NumberIndex
from customers.new_customer import CustomerRefused
from customers.presenting import contact_version
from customers.records import customer_records
from customers.services.change_customer import ChangedMeanwhile, lock_customer
from customers.services.create_customers import index_numbers, kept_value
from customers.stamping import stamp

Written = Contact | ContactPoint


@dataclass
class _Desk:
    """What is at hand while a contact is written; `fields` are the groups that changed."""

    customer: Customer
    may_write: Editable
    work: Opened
    writer: int
    fields: set[str] = field(default_factory=set)

    def save(self, row: Written) -> None:
        stamp([row], self.work, self.writer)
        row.save()

    def remove(self, row: Written) -> None:
        stamp([row], self.work, self.writer)  # its last version carries this ticket too
        row.delete()


def add_contact(*, actor: Actor, customer_id: int, given: ContactGiven) -> int:
    """Add a contact; its id. Raises RecordNotVisible, CustomerRefused."""
    with _desk(actor, customer_id) as desk:
        contact = Contact(customer=desk.customer, name="")
        contact.is_primary = not Contact.objects.filter(customer=desk.customer).exists()
        _write_person(desk, contact, given, is_new=True)
        _add_points(desk, contact, given.new, at=0)
    return contact.pk


def change_contact(
    *, actor: Actor, customer_id: int, contact_id: int, version: str, given: ContactGiven
) -> tuple[str, ...]:
    """Change what is given; the field groups that changed. Raises RecordNotVisible,
    CustomerRefused, ChangedMeanwhile."""
    with _desk(actor, customer_id) as desk:
        contact = _contact(desk.customer, contact_id, version)
        points = {point.pk: point for point in contact.points.all()}
        if set(given.points) - set(points):
            raise CustomerRefused({"points": UNKNOWN})
        _write_person(desk, contact, given, is_new=False)
        for pk, value in given.points.items():
            _write_point(desk, points[pk], value)
        _add_points(desk, contact, given.new, at=len(points))
    return tuple(sorted(desk.fields))


def remove_contact(*, actor: Actor, customer_id: int, contact_id: int, version: str) -> None:
    """Remove a contact with its numbers; their versions stay in the history.

    Raises RecordNotVisible, CustomerRefused where not all of it is in the actor's hands,
    ChangedMeanwhile.
    """
    with _desk(actor, customer_id) as desk:
        contact = _contact(desk.customer, contact_id, version)
        _require("contact.name", desk.may_write.clear, "name")
        for point in contact.points.all():
            _require(f"contact.{point.means}", desk.may_write.replaceable, "points")
            desk.remove(point)
        was_primary = contact.is_primary
        desk.remove(contact)
        following = Contact.objects.filter(customer=desk.customer).order_by("pk").first()
        if was_primary and following:  # lists show the primary contact
            following.is_primary = True
            desk.save(following)
        desk.fields.add("contact.name")


@contextmanager
def _desk(actor: Actor, customer_id: int) -> Iterator[_Desk]:
    """Under the customer's ticket and lock, so that two never write contacts at once."""
    with customer_records.writing(actor) as writing:
        work = writing.change([customer_id], {"part": "contact"})
        row = lock_customer(customer_id)
        desk = _Desk(row.customer, writing.editable(row), work, actor.id)
        yield desk
        work.result = {"records": 1 if desk.fields else 0, "fields": sorted(desk.fields)}


def _contact(customer: Customer, contact_id: int, version: str) -> Contact:
    found = Contact.objects.filter(customer=customer, pk=contact_id).prefetch_related("points")
    for contact in found:
        if contact_version(contact) != version:
            raise ChangedMeanwhile
        return contact
    raise RecordNotVisible


def _require(group: str, groups: frozenset[str], place: str) -> None:
    if group not in groups:
        raise CustomerRefused({place: UNKNOWN})


def _write_person(desk: _Desk, contact: Contact, given: ContactGiven, *, is_new: bool) -> None:
    before = (contact.name, contact.title, contact.is_primary)
    if is_new or given.name is not None or given.title is not None:
        _require("contact.name", desk.may_write.clear, "name")
    if is_new or given.name is not None:
        contact.name = read_name(given.name or "")
    if given.title is not None:
        contact.title = read_title(given.title)
    if given.is_primary is not None:
        contact.is_primary = given.is_primary
    if not is_new and (contact.name, contact.title, contact.is_primary) == before:
        return
    if contact.is_primary:
        others = Contact.objects.filter(customer=desk.customer, is_primary=True)
        for other in others.exclude(pk=contact.pk):
            other.is_primary = False
            desk.save(other)
    desk.save(contact)
    desk.fields.add("contact.name")


def _write_point(desk: _Desk, point: ContactPoint, given: str) -> None:
    _require(f"contact.{point.means}", desk.may_write.replaceable, "points")
    place = f"point_{point.pk}"
    value = (
        kept_value(point.means, read_point(point.means, given, place), desk.customer.region)
        if given.strip()
        else ""
    )
    if value == point.value:
        return
    desk.fields.add(f"contact.{point.means}")
    NumberIndex.objects.filter(point=point).delete()
    if not value:
        desk.remove(point)
        return
    point.value = value
    desk.save(point)
    NumberIndex.objects.bulk_create(index_numbers([point]))


def _add_points(desk: _Desk, contact: Contact, new: Sequence[tuple[str, str]], *, at: int) -> None:
    if at + len(new) > MOST:
        raise CustomerRefused({"points": "too_many_numbers"})
    for position, (means, given) in enumerate(new, start=at):
        if means not in Means.values:
            raise CustomerRefused({"points": UNKNOWN})
        _require(f"contact.{means}", desk.may_write.seen, "points")
        if not (value := read_point(means, given, f"new_{means}")):
            continue
        point = ContactPoint(
            customer=desk.customer,
            contact=contact,
            means=means,
            value=kept_value(means, value, desk.customer.region),
            position=position,
        )
        desk.save(point)
        NumberIndex.objects.bulk_create(index_numbers([point]))
        desk.fields.add(f"contact.{means}")
