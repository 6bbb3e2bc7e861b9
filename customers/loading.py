"""Loading customers and what belongs to them, under an open ticket, in a constant number of
queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Prefetch, Sum
from django.db.models.functions import TruncQuarter
from django.utils import timezone

from customers.models import Activity, Contact, ContactPoint, Customer, Means, TransactionRecord
from customers.naming import Names, load_names

UNLISTED = ("identifier", "address", "bank_account")
LATEST = 12  # deals on a customer's own page
LATEST_ACTIVITIES = 5
QUARTERS = 12


@dataclass
class CustomerRow:
    """A customer's instance with its contacts, and its deals where they were asked for."""

    customer: Customer
    contacts: list[Contact]
    names: Names
    detail: bool = False
    year: dict[str, Decimal] = field(default_factory=dict)
    latest: list[TransactionRecord] = field(default_factory=list)
    count: int = 0
    activities: list[Activity] = field(default_factory=list)
    quarters: dict[str, dict[date, Decimal]] = field(default_factory=dict)


def load_customers(ids: Sequence[int], *, detail: bool) -> list[CustomerRow]:
    """The rows in the order of `ids`; with `detail` all contacts and the deals, else the primary
    contact and the 12 months' sums."""
    contacts, points = Contact.objects.order_by("-is_primary", "id"), ContactPoint.objects.all()
    customers = Customer.objects.defer("index_text", "index_terms")
    if not detail:  # what a list does not show is not even loaded
        contacts = contacts.filter(is_primary=True)
        points = points.filter(means=Means.PHONE)
        customers = customers.defer("index_text", "index_terms", *UNLISTED)
    people = Prefetch("contacts", contacts.prefetch_related(Prefetch("points", points)))
    found = {one.pk: one for one in customers.filter(pk__in=ids).prefetch_related(people)}
    names = load_names(found.values())
    rows = [CustomerRow(found[pk], list(found[pk].contacts.all()), names, detail) for pk in ids]
    sums = _year(ids)
    for row in rows:
        row.year = sums[row.customer.pk]
        if detail:
            _add_details(row)
    return rows


def _year(ids: Sequence[int]) -> dict[int, dict[str, Decimal]]:
    """The sums of the last 12 months, by customer and currency."""
    since = timezone.localdate().replace(day=1)
    since = since.replace(year=since.year - 1)
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    deals = TransactionRecord.objects.filter(customer__in=ids, happened_on__gte=since)
    for row in deals.values("customer_id", "currency").annotate(total=Sum("amount")):
        found[row["customer_id"]][row["currency"]] = row["total"]
    return found


def _add_details(row: CustomerRow) -> None:
    done = Activity.objects.filter(customer=row.customer).order_by("-happened_on", "-id")
    row.activities = list(done[:LATEST_ACTIVITIES])
    deals = TransactionRecord.objects.filter(customer=row.customer)
    counted = deals.annotate(line_count=Count("lines"))
    row.latest = list(counted.order_by("-happened_on", "-id")[:LATEST])
    row.count = deals.aggregate(count=Count("id"))["count"]
    sums: dict[str, dict[date, Decimal]] = defaultdict(dict)
    by_quarter = deals.annotate(quarter=TruncQuarter("happened_on")).values("quarter", "currency")
    for found in by_quarter.annotate(total=Sum("amount")).order_by("quarter"):
        sums[found["currency"]][found["quarter"]] = found["total"]
    row.quarters = dict(sums)
