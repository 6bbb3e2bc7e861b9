"""Who may see which customers, and how much of each."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F, Func, Q, QuerySet, Value
from django.db.models.fields import IntegerField
from django.db.models.lookups import GreaterThan

from access import blind_index
from access.actor import Actor, HeldGrant
from access.decision.filters import meets
from access.decision.place import Place
from access.errors import QueryRefused
from access.masking import Level
from access.models import Scope
from access.policy import Levels
from access.public_id import decode
from access.query import Sort
from access.showing import Showing
from customers.cards import CustomerCard
from customers.code_digest import code_digest
from customers.declared import marks_of
from customers.loading import CustomerRow, load_customers
from customers.models import Axis, Customer, Kind, NumberIndex, Status
from customers.narrowing import branches, narrowed
from customers.places import customer_places
from customers.presenting import present_customer
from customers.search_terms import query_terms, sort_key

CHOICES = {
    "kind": ("classification", frozenset(Kind.values)),
    "status": ("assignment", frozenset(Status.values)),
}
AXES = frozenset(axis.value for axis in Axis if axis is not Axis.LAWFUL_BASIS)


class CustomerPolicy:
    """The whole answer for customers; the gateway asks it and nobody else does."""

    resource = "customers.customer"
    sorts: Mapping[str, Sort] = {
        "name": Sort("name_key", "name"),
        "-contact": Sort("last_contact_on", "assignment", descending=True),
    }
    default_sort = "name"

    def finder(self, *, with_deleted: bool = False) -> QuerySet[Customer]:
        found = Customer.objects.using("door")
        return found.all() if with_deleted else found.filter(deleted_at=None)

    def scope(self, grant: HeldGrant, actor: Actor) -> list[Q]:
        if grant.scope == Scope.ALL:
            return branches(grant.filters) if grant.filters else [Q(pk__isnull=False)]
        within = narrowed(grant.filters)
        if grant.scope == Scope.DEPARTMENT:
            return [Q(department_id=department) & within for department in grant.departments]
        return [Q(owner_id=actor.id) & within]

    def filter(self, name: str, value: str) -> tuple[Q, str]:
        if name in AXES:
            return Q(**{f"{name}_id": f"{name}:{value}"}), "classification"
        if name == "region" and value.isalnum() and value.isascii():
            return Q(
                region__startswith=value.removesuffix("00").removesuffix("00")
            ), "classification"
        if name == "name":
            return Q(name_key=sort_key(value)), "name"
        if name == "identifier":
            codes = NumberIndex.objects.using("door").filter(whole=code_digest(value))
            return Q(pk__in=codes.values("customer_id")), "identifier"
        if name == "owner":
            return Q(owner_id=_person(value)), "assignment"
        if name in CHOICES and value in CHOICES[name][1]:
            return Q(**{name: value}), CHOICES[name][0]
        raise QueryRefused(name)

    def search(self, text: str, grant: HeldGrant) -> Q | None:
        """Names, and the last four of a phone that the grant shows in clear."""
        found = []
        if grant.level("name") is Level.CLEAR and (query := query_terms(text)):
            condition = Q(index_terms__contains=list(query.terms))
            for needle in query.needles:
                position = Func(F("index_text"), Value(needle), function="strpos")
                position.output_field = IntegerField()
                condition &= Q(GreaterThan(position, Value(0)))
            found.append(condition)
        if grant.level("contact.phone") is Level.CLEAR and len(text) == 4 and text.isdecimal():
            digest = blind_index.last_four(text)
            numbers = NumberIndex.objects.using("door").filter(last_four=digest)
            found.append(Q(pk__in=numbers.values("customer_id")))
        if not found:
            return None
        return found[0] if len(found) == 1 else found[0] | found[1]

    def load(self, ids: Sequence[int], *, detail: bool) -> list[CustomerRow]:
        return load_customers(ids, detail=detail)

    def place(self, row: CustomerRow) -> Place:
        customer = row.customer
        marks = marks_of(customer)
        return Place(customer.pk, customer.owner_id, customer.department_id, marks)

    def places(self, ids: Sequence[int], at: datetime | None) -> dict[int, Place]:
        return customer_places(ids, at)

    def covers(self, grant: HeldGrant, place: Place, actor: Actor) -> bool:
        if not meets(grant.filters, place.marks):
            return False
        if grant.scope == Scope.ALL:
            return True
        if grant.scope == Scope.DEPARTMENT:
            return place.department in grant.departments
        return place.owner == actor.id

    def present(self, row: CustomerRow, levels: Levels, *, may_reveal: bool) -> CustomerCard:
        return present_customer(row, Showing(levels, may_reveal=may_reveal))

    def reveal(self, row: CustomerRow, group: str, part: int | None) -> str | None:
        if group in {"identifier", "bank_account", "address"} and part is None:
            value: str = getattr(row.customer, group)
            return value
        for contact in row.contacts:
            for point in contact.points.all():
                if point.pk == part and group == f"contact.{point.means}":
                    return str(point.value)
        return None


def _person(value: str) -> int:
    try:
        return decode(value)
    except ValueError:
        raise QueryRefused("owner") from None
