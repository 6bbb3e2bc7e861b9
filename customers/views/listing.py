"""What a list shows around its rows: filters that are on, filters to choose, sorts, pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from access.masking import Level
from access.public_id import encode
from access.query import PageQuery
from access.request import ActorRequest
from access.sheet import Page
from audit.ledger.event import Verb
from customers.cards import CustomerCard, Named
from customers.regions import region_name, regions
from customers.services.filter_choices import filter_choices
from customers.wording import AXIS_LABELS, STATUS_LABELS

LABELS = {
    "region": _("Region"),
    "tier": AXIS_LABELS["tier"],
    "industry": AXIS_LABELS["industry"],
    "type": AXIS_LABELS["type"],
    "status": _("Status"),
    "business_line": AXIS_LABELS["business_line"],
    "sensitivity": AXIS_LABELS["sensitivity"],
    "source": AXIS_LABELS["source"],
}


class Link(NamedTuple):
    """Where a word leads, and whether that is where we are."""

    label: str | Promise
    url: str
    is_on: bool


@dataclass(frozen=True)
class Listing:
    """Built from the query and the page alone: no permission is asked here."""

    request: ActorRequest
    query: PageQuery
    page: Page[CustomerCard]

    def url(self, **changes: str) -> str:
        """The same list with changes; an empty value takes a parameter away."""
        now = {"q": self.query.search, "sort": self.query.sort, **self.query.filters} | changes
        asked = urlencode({name: value for name, value in now.items() if value})
        return reverse("customers:list") + (f"?{asked}" if asked else "")

    @cached_property
    def views(self) -> list[Link]:
        """All within reach, or one's own."""
        me = encode(self.request.actor.id)
        own = self.query.filters.get("owner") == me
        return [
            Link(_("Within reach"), self.url(owner=""), not own),
            Link(_("Mine"), self.url(owner=me), own),
        ]

    @cached_property
    def chosen(self) -> list[Link]:
        """The filters that are on, each with the address without it."""
        found = []
        for name, value in self.query.filters.items():
            if name in LABELS:
                label = f"{LABELS[name]} · {self._word(name, value)}"
                found.append(Link(label, self.url(**{name: ""}), True))
        return found

    @cached_property
    def menus(self) -> Iterator[tuple[Promise, list[Link]]]:
        """The filters that are not on, with their choices."""
        for name, label in LABELS.items():
            if name not in self.query.filters and self._is_clear(name):
                yield (
                    label,
                    [
                        Link(word, self.url(**{name: value}), False)
                        for value, word in self._of(name)
                    ],
                )

    @cached_property
    def by_name(self) -> Link:
        """Sort by name."""
        return Link(_("Customer"), self.url(sort=""), self.query.sort in {"", "name"})

    @cached_property
    def by_contact(self) -> Link:
        """Sort by the last contact, newest first."""
        return Link(_("Last contact"), self.url(sort="-contact"), self.query.sort == "-contact")

    @cached_property
    def before(self) -> str:
        """The page before, where there is one."""
        return self.url(before=encode(self.page.cards[0].id)) if self._turns("has_before") else ""

    @cached_property
    def after(self) -> str:
        """The next page, where there is one."""
        return self.url(after=encode(self.page.cards[-1].id)) if self._turns("has_after") else ""

    @property
    def is_narrowed(self) -> bool:
        """A search or a filter is on."""
        return bool(self.query.search or self.query.filters)

    @property
    def is_too_short(self) -> bool:
        """One character finds nothing: an index of pairs can't answer it."""
        return len(self.query.search.replace(" ", "")) == 1

    def _turns(self, flag: str) -> bool:
        return bool(self.page.cards and getattr(self.page, flag))

    def _is_clear(self, name: str) -> bool:
        group = "assignment" if name == "status" else "classification"
        held = self.request.actor.holding(Verb.PAGE)
        return any(grant.level(group) is Level.CLEAR for grant in held)

    @cached_property
    def _catalogue(self) -> dict[str, list[Named]]:
        return filter_choices()

    def _of(self, name: str) -> list[tuple[str, str]]:
        language = get_language() or "zh-hans"
        if name == "status":
            return [(code, str(label)) for code, label in STATUS_LABELS.items()]
        if name == "region":
            return [
                (code, region_name(code, language)) for code in regions() if code.endswith("0000")
            ]
        return [
            (entry.id.partition(":")[2], entry.name_en if language == "en" else entry.name_zh)
            for entry in self._catalogue.get(name, [])
        ]

    def _word(self, name: str, value: str) -> str:
        if name == "region":
            return region_name(value, get_language() or "zh-hans")
        return dict(self._of(name)).get(value, value)
