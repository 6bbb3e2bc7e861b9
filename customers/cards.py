"""What may be seen of a customer: frozen, already masked; templates and the API get these."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from access.showing import Shown


@dataclass(frozen=True)
class Named:
    """A catalogue entry, department or colleague: its id and both names."""

    id: str
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Money:
    """An amount in a currency (ISO 4217)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class ContactCard:
    """A contact with what may be seen of each number and address; `version` is its own and that of
    the numbers that were loaded."""

    id: int
    version: str
    name: Shown
    title: Shown
    is_primary: bool
    phones: tuple[Shown, ...]
    emails: tuple[Shown, ...]
    wechats: tuple[Shown, ...]


@dataclass(frozen=True)
class ActivityCard:
    """A call, a visit or a note, as its author wrote it."""

    id: int
    kind: str
    happened_on: date
    text: str
    author: str
    created_at: datetime


@dataclass(frozen=True)
class TransactionCard:
    """A deal; without `amount` where amounts are not shown in clear."""

    id: int
    number: str
    happened_on: date
    subject: str
    amount: Money | None
    line_count: int


@dataclass(frozen=True)
class Deals:
    """A customer's deals: the latest, how many, sums of 12 months and of all, 12 quarters."""

    latest: tuple[TransactionCard, ...]
    count: int
    year: tuple[Money, ...]
    totals: tuple[Money, ...]
    quarters: tuple[tuple[date, Decimal], ...]
    quarters_currency: str


@dataclass(frozen=True)
class CustomerCard:
    """A customer; `classification`, `assignment` and `deals` are None where they are not clear.

    `version` is another one after each change, whatever it says (customers/version.py).
    """

    id: int
    version: str
    name: Shown
    short_name: Shown
    identifier: Shown
    address: Shown
    bank_account: Shown
    classification: "Classified | None"
    assignment: "Assigned | None"
    contacts: tuple[ContactCard, ...]
    deals: Deals | None
    year: tuple[Money, ...] | None
    deleted_at: datetime | None
    activities: tuple[ActivityCard, ...] | None


@dataclass(frozen=True)
class Classified:
    """What a customer is classified as; `region` is a code (customers/regions.py)."""

    kind: str
    type: Named
    industry: Named
    region: str
    tier: Named
    sensitivity: Named
    source: Named
    lawful_basis: Named
    business_line: Named


@dataclass(frozen=True)
class Assigned:
    """Whose customer it is, in what state, and when it was and will be contacted."""

    owner: Named
    department: Named
    status: str
    last_contact_on: date | None
    next_contact_on: date | None
    created_at: datetime
