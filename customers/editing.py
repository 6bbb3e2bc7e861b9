"""A customer as a form needs it: the values of today, and those of the version it began with."""

from dataclasses import dataclass, replace
from typing import Any

from access.policy import Levels
from access.showing import Showing
from customers.cards import CustomerCard
from customers.loading import CustomerRow
from customers.models import Customer
from customers.naming import load_names
from customers.presenting import present_customer
from customers.version import version_of

EVERY_GROUP = (
    "name",
    "classification",
    "assignment",
    "identifier",
    "address",
    "bank_account",
)


@dataclass(frozen=True)
class Editing:
    """The customer now, and as the form had it where that version is known."""

    now: CustomerCard
    before: CustomerCard | None


@dataclass(frozen=True, kw_only=True)
class EditingPart:
    """The part of a customer that `Gateway.read_part` shows to a form."""

    version: str = ""
    name: str = "form"
    groups: tuple[str, ...] = EVERY_GROUP

    def show(self, row: CustomerRow, levels: Levels) -> Editing:
        """Both under the levels of today."""
        now = row.customer
        before = version_named(now, self.version) if self.version else None
        names = load_names([now, before] if before else [now])
        showing = Showing(levels, may_reveal=False)

        def card(customer: Customer) -> CustomerCard:
            whole = replace(row, customer=customer, contacts=[], names=names, detail=True)
            return present_customer(whole, showing)

        return Editing(card(now), card(before) if before else None)


def version_named(customer: Customer, version: str) -> Customer | None:
    """The version of this name, or nothing. It has every column of the customer itself that a card
    shows."""
    history: Any = Customer.history
    kept = history.filter(id=customer.pk).order_by("-history_date")
    return next((one for one in kept if version_of(one.ticket) == version), None)
