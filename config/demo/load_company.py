"""Load the demo company."""

from datetime import date

from django.conf import settings
from django.db import connections

from access.actor import actor_for
from access.models import Company, User
from audit.ledger.synthetic import is_synthetic
from config.demo.backdating import backdate_records
from config.demo.passwords import Passwords
from config.demo.people import add_people
from config.demo.reading_events import are_readings_written, write_reading_events
from customers.demo.company import DemoCompany
from customers.demo.generate import demo_company
from customers.demo.reads import reading_history
from customers.services.add_transactions import add_transactions
from customers.services.create_customers import create_customers

_STEWARD = "fan.kexin"


class DemoRefused(Exception):
    """Raised where a demo must not be loaded; the text says why."""


def load_company(*, today: date, passwords: Passwords, customers: int = 400) -> DemoCompany:
    """Load the whole company; a second call, or one after a kill, adds what is missing.

    Raises DemoRefused. People come first, then the customers through the door like anybody's,
    then the past, which the door can't write: that is the owner's, and the reading history, written
    last, says that all is there.
    """
    _require_place_for_demo()
    company = demo_company(today=today, customers=customers)
    _require_no_other(company)
    add_people(company, passwords)
    if are_readings_written():
        return company
    steward = actor_for(User.objects.get(username=_STEWARD), purpose="DATA_CARE", channel="DEMO")
    if not _holds("customers_customer"):
        create_customers(actor=steward, drafts=company.customers)
    if not _holds("customers_transactionrecord"):
        add_transactions(actor=steward, drafts=company.transactions)
    backdate_records(company, steward)
    write_reading_events(company, reading_history(company))
    return company


def _require_place_for_demo() -> None:
    if not settings.CUSTOS_DEMO:
        raise DemoRefused("these settings are for a real company")
    if "owner" not in connections:
        raise DemoRefused("only the owner loads a demo: CUSTOS_OWNER=1")
    if not is_synthetic():
        raise DemoRefused("this database was not made for invented data (CUSTOS_SYNTHETIC=1)")


def _require_no_other(company: DemoCompany) -> None:
    others = Company.objects.exclude(name_zh=company.name_zh).exists()
    if others or (_holds("customers_customer") and not Company.objects.exists()):
        raise DemoRefused("this database holds another company")


def _holds(table: str) -> bool:
    # The door's columns: ids alone, so no ticket is needed.
    with connections["door"].cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT id FROM {table})")  # noqa: S608  # our own names
        return bool(cursor.fetchone()[0])
