"""The three that a page of 50 customers is measured on; each shows the same masked rows.

floor   bare SQL on one connection that passes row security: no models, no guard, no ledger
peer    plain Django (QuerySet with select_related and prefetch_related): no guard, no ledger
custos  the gateway: authorised, entered in the ledger, under the walls
"""

from collections.abc import Callable

import psycopg2
from django.db import connections
from django.db.models import Prefetch, Sum

from access.actor import Actor
from access.keyring import field_keyring
from access.masking import Kind, mask
from access.query import PageQuery
from access.tripwire import gateway_open
from customers.models import Contact, ContactPoint, Customer, TransactionRecord
from customers.records import customer_records

SIZE = 50
Contender = Callable[[int], int]

PAGE = """
    SELECT c.id, c.name, c.short_name, c.region, c.tier_id, t.name_zh, i.name_zh, u.name,
           d.name_zh, c.status, c.last_contact_on
    FROM customers_customer c
    JOIN customers_classification t ON t.id = c.tier_id
    JOIN customers_classification i ON i.id = c.industry_id
    JOIN access_user u ON u.id = c.owner_id JOIN access_department d ON d.id = c.department_id
    WHERE c.department_id = %s AND c.deleted_at IS NULL
      AND (c.name_key, c.id) > (SELECT name_key, id FROM customers_customer WHERE id = %s)
    ORDER BY c.name_key, c.id LIMIT 50
"""
POINTS = """
    SELECT k.customer_id, k.name, p.value FROM customers_contact k
    LEFT JOIN customers_contactpoint p ON p.contact_id = k.id AND p.means = 'phone'
    WHERE k.customer_id = ANY (%s) AND k.is_primary
"""
SUMS = """
    SELECT customer_id, currency, sum(amount) FROM customers_transactionrecord
    WHERE customer_id = ANY (%s) AND happened_on >= current_date - 365 GROUP BY 1, 2
"""


def floor(url: str, actor: Actor) -> Contender:
    """Bare SQL, as the backup role that row security does not bind."""
    connection = psycopg2.connect(url)
    connection.autocommit = True

    def page(after: int) -> int:
        with connection.cursor() as cursor:
            cursor.execute(PAGE, [actor.departments[0], after])
            rows = cursor.fetchall()
            ids = [row[0] for row in rows]
            cursor.execute(POINTS, [ids])
            ring = field_keyring()
            phones = [mask(Kind.PHONE, ring.open(row[2])) for row in cursor if row[2]]
            cursor.execute(SUMS, [ids])
            sums = cursor.fetchall()
        return len(rows) + 0 * (len(phones) + len(sums))

    return page


def peer(actor: Actor) -> Contender:
    """Plain Django on the alias `backup`."""
    related = ["tier", "industry", "owner", "department"]

    def page(after: int) -> int:
        with gateway_open():
            phones = Prefetch("points", ContactPoint.objects.filter(means="phone"))
            primary = Contact.objects.filter(is_primary=True).prefetch_related(phones)
            anchor = Customer.objects.using("backup").get(pk=after)
            found = (
                Customer.objects.using("backup")
                .filter(department_id=actor.departments[0], deleted_at=None)
                .filter(name_key__gt=anchor.name_key)
                .order_by("name_key", "id")
                .select_related(*related)
                .defer("identifier", "bank_account", "address", "index_text", "index_terms")
                .prefetch_related(Prefetch("contacts", primary))[:SIZE]
            )
            cards = [_shown(one) for one in found]
            list(
                TransactionRecord.objects.using("backup")
                .filter(customer__in=[one.pk for one in found])
                .values("customer_id", "currency")
                .annotate(total=Sum("amount"))
            )
        return len(cards)

    return page


def custos(actor: Actor) -> Contender:
    """The product's own page."""

    def page(after: int) -> int:
        return len(customer_records.page(actor, PageQuery(after=after, size=SIZE)).cards)

    return page


def some_ids(count: int) -> list[int]:
    """Places in the list to measure at, spread over all customers."""
    with connections["door"].cursor() as cursor:
        cursor.execute(
            "SELECT id FROM (SELECT id, name_key, row_number() OVER (ORDER BY name_key, id) AS n,"
            " count(*) OVER () AS total FROM customers_customer) ranked"
            " WHERE n < total - 100 ORDER BY id LIMIT %s",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def _shown(customer: Customer) -> list[str]:
    phones = [
        mask(Kind.PHONE, point.value)
        for contact in customer.contacts.all()
        for point in contact.points.all()
    ]
    named = [customer.tier.name_zh, customer.industry.name_zh, customer.owner.name]
    return [customer.name, customer.department.name_zh, *named, *phones]
