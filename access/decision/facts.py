"""What a decision about people stands on: the same words for today and for a past moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from access.decision.filters import Filters

Names = tuple[str, str]


@dataclass(frozen=True)
class Person:
    """Somebody with a log-in, as of the moment; without a way in where `may_log_in` is false."""

    id: int
    name: str
    may_log_in: bool


@dataclass(frozen=True)
class KnownPerson(Person):
    """The same with what only an explanation asks for."""

    has_second_step: bool


@dataclass(frozen=True)
class PostFact:
    """A post as it was defined."""

    id: int
    code: str
    names: Names
    is_active: bool
    requires_mfa: bool
    administers: bool
    watches: bool


@dataclass(frozen=True)
class Term:
    """From a day until a day, both included; without an end where `ends_on` is nothing."""

    starts_on: date
    ends_on: date | None

    def holds(self, day: date) -> bool:
        """The day lies within."""
        return self.starts_on <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """The day lies behind the last one."""
        return self.ends_on is not None and self.ends_on < day


@dataclass(frozen=True)
class AppointmentFact(Term):
    """A person's post in a department."""

    id: int
    user: int
    post: int
    department: int


@dataclass(frozen=True)
class GrantFact(Term):
    """A grant as it was written."""

    id: int
    post: int
    verbs: tuple[str, ...]
    scope: str
    filters: Filters
    levels: Mapping[str, str]
    purposes: frozenset[str]


@dataclass(frozen=True)
class Facts:
    """All of it for some people; a post that was unknown at the moment is not among `posts`."""

    appointments: tuple[AppointmentFact, ...]
    posts: Mapping[int, PostFact]
    grants: tuple[GrantFact, ...]
    parents: Mapping[int, int | None]
