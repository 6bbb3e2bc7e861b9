"""What is to be written, before it has rows: drafts carry their ids, so that a ticket can name
them beforehand."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from access.public_id import new_id


@dataclass(frozen=True, kw_only=True)
class PointDraft:
    """A phone, e-mail or WeChat id as typed; `means` is phone, email or wechat."""

    means: str
    value: str


@dataclass(frozen=True, kw_only=True)
class ContactDraft:
    """A person to speak to."""

    name: str
    title: str = ""
    is_primary: bool = False
    points: tuple[PointDraft, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CustomerDraft:
    """A customer to be made. Classifications are ids of the catalogue ("tier:A")."""

    name: str
    type: str
    industry: str
    region: str
    tier: str
    sensitivity: str
    source: str
    lawful_basis: str
    business_line: str
    owner: int
    department: int
    short_name: str = ""
    kind: str = "COMPANY"
    identifier: str = ""
    address: str = ""
    bank_account: str = ""
    status: str = "PROSPECT"
    last_contact_on: date | None = None
    next_contact_on: date | None = None
    external_source: str = ""
    external_id: str = ""
    contacts: tuple[ContactDraft, ...] = ()
    id: int = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class LineDraft:
    """One position: `discount` is a share from 0 to 1."""

    product: str
    quantity: Decimal
    unit_price: Decimal
    discount: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class TransactionDraft:
    """A deal to be made; without lines its own amount counts."""

    customer: int
    number: str
    happened_on: date
    currency: str
    amount: Decimal = Decimal(0)
    subject: str = ""
    external_source: str = ""
    external_id: str = ""
    lines: tuple[LineDraft, ...] = ()
    id: int = field(default_factory=new_id)
