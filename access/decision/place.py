"""Where a protected record stands: what scopes are measured by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Whose a record is, and which department's."""

    id: int
    owner: int
    department: int
