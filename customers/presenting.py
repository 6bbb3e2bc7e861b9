"""From a loaded customer to its card: every value passes the levels here and nowhere else."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from access.masking import Kind as Mask
from access.masking import Level
from access.showing import Showing, Shown
from customers.cards import (
    ActivityCard,
    Assigned,
    Classified,
    ContactCard,
    CustomerCard,
    Deals,
    Money,
    TransactionCard,
)
from customers.loading import QUARTERS, CustomerRow
from customers.models import Activity, Axis, Contact, Kind, Means
from customers.naming import people_named
from customers.version import version_of

MASKS = {Means.PHONE: Mask.PHONE, Means.EMAIL: Mask.EMAIL, Means.WECHAT: Mask.WECHAT}


def present_customer(row: CustomerRow, showing: Showing) -> CustomerCard:
    """The customer's card under these levels."""
    customer = row.customer
    is_person = customer.kind == Kind.PERSON
    name_mask = Mask.PERSON if is_person else Mask.COMPANY
    id_mask = Mask.RESIDENT_ID if is_person else Mask.CREDIT_CODE
    amounts = showing.is_clear("amounts")

    def unlisted(group: str, kind: Mask) -> Shown:
        if not row.detail:
            return Shown(group, Level.HIDDEN)
        return showing.show(group, getattr(customer, group), kind)

    return CustomerCard(
        id=customer.id,  # not its key, which on a past version is the version's own
        version=version_of(customer.ticket),
        name=showing.show("name", customer.name, name_mask),
        short_name=showing.show("name", customer.short_name, name_mask),
        identifier=unlisted("identifier", id_mask),
        address=unlisted("address", Mask.ADDRESS),
        bank_account=unlisted("bank_account", Mask.BANK_ACCOUNT),
        classification=_classified(row) if showing.is_clear("classification") else None,
        assignment=_assigned(row) if showing.is_clear("assignment") else None,
        contacts=tuple(present_contact(contact, showing) for contact in row.contacts),
        deals=_deals(row, amounts=amounts) if showing.is_clear("transactions") else None,
        year=_money(row.year) if amounts else None,
        deleted_at=customer.deleted_at,
        activities=activity_cards(row.activities) if showing.is_clear("activities") else None,
    )


def present_contact(contact: Contact, showing: Showing) -> ContactCard:
    """A contact's card under these levels."""

    def points(means: Means) -> tuple[Shown, ...]:
        return tuple(
            showing.show(f"contact.{means}", point.value, MASKS[means], part=point.pk)
            for point in contact.points.all()
            if point.means == means
        )

    return ContactCard(
        id=contact.pk,
        version=contact_version(contact),
        name=showing.show("contact.name", contact.name, Mask.PERSON),
        title=showing.show("contact.name", contact.title, Mask.TEXT),
        is_primary=contact.is_primary,
        phones=points(Means.PHONE),
        emails=points(Means.EMAIL),
        wechats=points(Means.WECHAT),
    )


def activity_cards(found: Iterable[Activity]) -> tuple[ActivityCard, ...]:
    """Their cards, with who wrote them."""
    found = list(found)
    names = people_named({one.author_id for one in found})
    return tuple(
        ActivityCard(
            id=one.pk,
            kind=one.kind,
            happened_on=one.happened_on,
            text=one.text,
            author=names.get(one.author_id, ""),
            created_at=one.created_at,
        )
        for one in found
    )


def contact_version(contact: Contact) -> str:
    """Another one after each change of the contact or of its numbers."""
    return version_of(contact.ticket, *(point.ticket for point in contact.points.all()))


def _classified(row: CustomerRow) -> Classified:
    customer = row.customer
    named = {
        axis.value: row.names.classifications[getattr(customer, f"{axis.value}_id")]
        for axis in Axis
    }
    return Classified(kind=customer.kind, region=customer.region, **named)


def _assigned(row: CustomerRow) -> Assigned:
    customer = row.customer
    return Assigned(
        owner=row.names.people[customer.owner_id],
        department=row.names.departments[customer.department_id],
        status=customer.status,
        last_contact_on=customer.last_contact_on,
        next_contact_on=customer.next_contact_on,
        created_at=customer.created_at,
    )


def _deals(row: CustomerRow, *, amounts: bool) -> Deals:
    currency = max(row.quarters, key=lambda code: len(row.quarters[code]), default="")
    return Deals(
        latest=tuple(
            TransactionCard(
                id=deal.pk,
                number=deal.number,
                happened_on=deal.happened_on,
                subject=deal.subject,
                amount=Money(deal.amount, deal.currency) if amounts else None,
                line_count=getattr(deal, "line_count", 0),
            )
            for deal in row.latest
        ),
        count=row.count,
        year=_money(row.year) if amounts else (),
        totals=_money(_totals(row.quarters)) if amounts else (),
        quarters=_filled(row.quarters.get(currency, {})) if amounts else (),
        quarters_currency=currency if amounts else "",
    )


def _totals(quarters: dict[str, dict[date, Decimal]]) -> dict[str, Decimal]:
    return {code: sum(sums.values(), Decimal(0)) for code, sums in quarters.items()}


def _money(sums: dict[str, Decimal]) -> tuple[Money, ...]:
    return tuple(Money(sums[currency], currency) for currency in sorted(sums))


def _filled(sums: dict[date, Decimal]) -> tuple[tuple[date, Decimal], ...]:
    """The last 12 quarters up to the newest deal; a quarter without one is zero."""
    if not sums:
        return ()
    return tuple((day, sums.get(day, Decimal(0))) for day in _quarters_to(max(sums)))


def _quarters_to(last: date) -> Iterable[date]:
    for back in range(QUARTERS - 1, -1, -1):
        months = last.year * 12 + last.month - 1 - 3 * back
        yield date(months // 12, months % 12 + 1, 1)
