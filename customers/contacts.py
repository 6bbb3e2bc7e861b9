"""One contact of a customer, as a form and a program read it before they change it."""

from dataclasses import dataclass

from access.errors import RecordNotVisible
from access.policy import Levels
from access.showing import Showing
from customers.cards import ContactCard
from customers.loading import CustomerRow
from customers.models import Contact
from customers.presenting import present_contact


@dataclass(frozen=True, kw_only=True)
class ContactPart:
    """The part of a customer that `Gateway.read_part` shows. Raises RecordNotVisible where the
    customer has no such contact."""

    contact: int
    name: str = "contact"
    groups: tuple[str, ...] = (
        "name",
        "contact.name",
        "contact.phone",
        "contact.email",
        "contact.wechat",
    )

    def show(self, row: CustomerRow, levels: Levels) -> ContactCard:
        """The contact under the levels of today."""
        found = Contact.objects.filter(customer=row.customer, pk=self.contact)
        for contact in found.prefetch_related("points"):
            return present_contact(contact, Showing(levels, may_reveal=False))
        raise RecordNotVisible
