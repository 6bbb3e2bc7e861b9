"""Where a protected record stands: what scopes are measured by."""

from dataclasses import dataclass, field

from access.decision.filters import Marks


@dataclass(frozen=True)
class Place:
    """Whose a record is, which department's, and what it is classified as."""

    id: int
    owner: int
    department: int
    marks: Marks = field(default_factory=dict)
