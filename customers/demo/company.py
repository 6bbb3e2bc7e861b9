"""What the demo company consists of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from customers.drafts import CustomerDraft, TransactionDraft


@dataclass(frozen=True, kw_only=True)
class DemoDepartment:
    """A part of the company; `parent` is an id, None at the root."""

    id: int
    name_zh: str
    name_en: str
    parent: int | None


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """A log-in with its post (access/catalogue/posts.py) in a department (an id)."""

    id: int
    username: str
    name: str
    email: str
    post: str
    department: int
    starts_on: date
    ends_on: date | None = None

    @property
    def is_active(self) -> bool:
        """The person still works here."""
        return self.ends_on is None


@dataclass(frozen=True, kw_only=True)
class DemoCompany:
    """The whole company as of `today`. Contacts and lines hang on their customers and deals."""

    today: date
    name_zh: str
    name_en: str
    credit_code: str
    departments: tuple[DemoDepartment, ...]
    people: tuple[DemoPerson, ...]
    customers: tuple[CustomerDraft, ...]
    created_on: Mapping[int, date]
    transactions: tuple[TransactionDraft, ...]
    leaver: str
    notice_on: date
    thief: str

    def person(self, username: str) -> DemoPerson:
        """The person with this log-in. Raises StopIteration where there is none."""
        return next(person for person in self.people if person.username == username)
