"""Giving the demo's records their past: set by set, as the owner, under tickets that name them."""

from itertools import islice

from django.db import connections, transaction
from psycopg2.extras import execute_values

from access.actor import Actor
from access.public_id import encode
from audit.ledger import book
from audit.ledger.event import Entry, Outcome, Verb
from customers.demo.company import DemoCompany

_CREATED = """
    UPDATE customers_customer c SET ticket = ledger.current_ticket(),
        created_at = (v.day + time '09:00') AT TIME ZONE 'Asia/Shanghai'
    FROM (VALUES %s) AS v (id, day) WHERE c.id = v.id
"""
# Each version is as old as what it is a version of. The ticket says whose rows there are.
_FROM_CUSTOMER = """
    UPDATE {table} h SET history_date = c.created_at
    FROM customers_customer c WHERE c.id = h.{column}
"""
_FROM_DEAL = """
    UPDATE {table} h
    SET history_date = (d.happened_on + time '17:00') AT TIME ZONE 'Asia/Shanghai'
    FROM customers_transactionrecord d WHERE d.id = h.{column}
"""
_VERSIONS = (
    _FROM_CUSTOMER.format(table="customers_historicalcustomer", column="id"),
    _FROM_CUSTOMER.format(table="customers_historicalcontact", column="customer_id"),
    _FROM_CUSTOMER.format(table="customers_historicalcontactpoint", column="customer_id"),
    _FROM_DEAL.format(table="customers_historicaltransactionrecord", column="id"),
    _FROM_DEAL.format(table="customers_historicaltransactionline", column="transaction_id"),
)


def backdate_records(company: DemoCompany, actor: Actor) -> None:
    """Set when each customer was first known, and when each version was written."""
    days = iter(company.created_on.items())
    while chunk := list(islice(days, book.MOST_IDS)):
        entry = Entry(
            actor=encode(actor.id),
            verb=Verb.CHANGE,
            resource="customers.customer",
            purpose=actor.purpose,
            rule="demo",
            ids=tuple(customer for customer, _ in chunk),
            body={"channel": actor.channel, "what": "dates"},
        )
        ticket = book.open_ticket(entry)
        with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
            cursor.execute("SELECT set_config('custos.ticket', %s, true)", [str(ticket.secret)])
            execute_values(cursor.cursor, _CREATED, chunk, page_size=book.MOST_IDS)
            for update in _VERSIONS:
                cursor.execute(update)
        book.write_result(ticket, Outcome.ALLOWED, {"records": len(chunk)})
