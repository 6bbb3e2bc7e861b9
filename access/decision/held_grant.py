"""A grant in somebody's hands, and what it opens for a verb and a purpose."""

from dataclasses import dataclass
from enum import StrEnum

from access.decision.filters import Filters
from access.masking import Level


class Shortfall(StrEnum):
    """Why a grant does not answer a request."""

    NONE = ""
    VERB = "verb"
    PURPOSE = "purpose"
    SCOPE = "scope"


@dataclass(frozen=True, eq=False)
class HeldGrant:
    """One grant as this actor holds it, through a post in some departments."""

    id: int
    post: str
    post_names: tuple[str, str]
    verbs: frozenset[str]
    scope: str
    filters: Filters
    departments: tuple[int, ...]
    levels: dict[str, Level]
    purposes: frozenset[str]

    def level(self, group: str) -> Level:
        """How much of a field group this grant shows; hidden where it says nothing."""
        return self.levels.get(group, Level.HIDDEN)

    def short_of(self, verb: str, purpose: str) -> Shortfall:
        """What it lacks for this verb and purpose, whatever the record."""
        if verb not in self.verbs:
            return Shortfall.VERB
        return Shortfall.NONE if purpose in self.purposes else Shortfall.PURPOSE
