"""What every page's frame shows: who, for which purpose, and where they may go."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.models import Company, Purpose
from audit.ledger.event import Verb
from audit.ledger.synthetic import is_synthetic


class Entry(NamedTuple):
    """One entry of the navigation."""

    url: str
    label: Promise
    icon: str


@dataclass(frozen=True)
class Group:
    """Entries under one heading; the first group has none and is the bar of a phone."""

    heading: Promise | None
    entries: tuple[Entry, ...]


class Frame:
    """Asked for by the template, not before: an error page works without any database."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.number: str = getattr(request, "number", "")
        # A page that answers a POST is no place to come back to.
        self.here = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"

    @cached_property
    def actor(self) -> Actor:
        """Who asks."""
        actor: Actor = self._request.actor  # type: ignore[attr-defined]
        return actor

    @cached_property
    def company(self) -> Company | None:
        """The company, or nothing before it is founded."""
        return Company.objects.first()

    @cached_property
    def synthetic(self) -> bool:
        """Everything here is invented."""
        return is_synthetic()

    @cached_property
    def purposes(self) -> list[Purpose]:
        """Among which this person may choose."""
        codes = self.actor.purposes
        return list(Purpose.objects.filter(code__in=codes)) if codes else []

    @cached_property
    def purpose(self) -> Purpose | None:
        """The chosen one, where it is still theirs."""
        chosen = self.actor.purpose
        return next((purpose for purpose in self.purposes if purpose.code == chosen), None)

    @cached_property
    def purpose_since(self) -> Any:
        """When it was chosen."""
        return parse_datetime(self._request.session.get("purpose_since", ""))

    @cached_property
    def finds(self) -> str:
        """Where the search box of the bar leads, for those who may list customers."""
        return _url("customers:list") if self._may(Verb.PAGE) else ""

    @cached_property
    def groups(self) -> list[Group]:
        """The navigation, without what this person may not use."""
        found = [
            Group(None, _entries(self._main())),
            Group(_("Administration"), _entries(self._administration())),
            Group(_("Myself"), _entries(_MYSELF)),
        ]
        shown = [group for group in found if group.entries]
        return [Group(None, shown[0].entries), *shown[1:]] if shown else []

    @cached_property
    def current(self) -> str:
        """The address of the entry that this page lies under."""
        urls = [entry.url for group in self.groups for entry in group.entries]
        under = [url for url in urls if self._request.path.startswith(url)]
        return max(under, key=len, default="")

    def _may(self, verb: str) -> bool:
        return any(verb in grant.verbs for grant in self.actor.grants)

    def _main(self) -> list[tuple[str, Promise, str]]:
        found: list[tuple[str, Promise, str]] = []
        if self._may(Verb.PAGE):
            found.append(("customers:list", _("Customers"), "people"))
        if self._may(Verb.IMPORT):
            found.append(("customers:imports", _("Imports"), "deed"))
        if self._may("CURATE"):
            found.append(("customers:catalogue", _("Catalogue"), "tree"))
        if self.actor.watches:
            found.append(("oversight:events", _("Ledger"), "book"))
            found.append(("access:drafts", _("Drafts"), "badge"))
        if self._may(Verb.EXPLAIN) and not self.actor.administers:
            found.append(("access:explain", _("Explain"), "scale"))
        return found

    def _administration(self) -> list[tuple[str, Promise, str]]:
        return _ADMINISTRATION if self.actor.administers else []


_ADMINISTRATION: list[tuple[str, Promise, str]] = [
    ("access:people", _("People"), "people"),
    ("access:departments", _("Departments"), "tree"),
    ("access:posts", _("Posts"), "badge"),
]
_MYSELF: list[tuple[str, Promise, str]] = [
    ("access:account", _("My account"), "shield"),
]


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:  # a room that is not built into this release
        return ""


def _entries(wanted: list[tuple[str, Promise, str]]) -> tuple[Entry, ...]:
    found = ((_url(name), label, icon) for name, label, icon in wanted)
    return tuple(Entry(url, label, icon) for url, label, icon in found if url)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    return {"frame": Frame(request)}
