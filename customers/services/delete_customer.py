"""Put a customer into the bin, and take one out again; nothing of either is lost."""

from django.utils import timezone

from access.actor import Actor
from access.errors import RecordNotVisible
from audit.ledger.event import Verb
from customers.loading import CustomerRow
from customers.models import Customer
from customers.naming import load_names
from customers.records import binned_records, customer_records
from customers.services.change_customer import ChangedMeanwhile, lock_customer
from customers.stamping import stamp
from customers.version import version_of


def delete_customer(*, actor: Actor, customer_id: int, version: str) -> None:
    """From now on it is in the bin alone. Raises NoGrant, RecordNotVisible, ChangedMeanwhile."""
    with customer_records.writing(actor) as writing:
        work = writing.delete([customer_id])
        row = lock_customer(customer_id)
        writing.require(Verb.DELETE, row)
        if version_of(row.customer.ticket) != version:
            raise ChangedMeanwhile
        row.customer.deleted_at = timezone.now()
        stamp([row.customer], work, actor.id)
        row.customer.save(force_update=True)
        work.result = {"records": 1}


def restore_customer(*, actor: Actor, customer_id: int) -> None:
    """Take it out of the bin as it was. Raises NoGrant, RecordNotVisible."""
    with binned_records.writing(actor) as writing:
        work = writing.restore([customer_id])
        found = Customer.objects.select_for_update().filter(pk=customer_id)
        customer = found.filter(deleted_at__isnull=False).first()
        if customer is None:  # somebody else was quicker
            raise RecordNotVisible
        writing.require(
            Verb.RESTORE, CustomerRow(customer, [], load_names([customer]), detail=True)
        )
        customer.deleted_at = None
        stamp([customer], work, actor.id)
        customer.save(force_update=True)
        work.result = {"records": 1}
