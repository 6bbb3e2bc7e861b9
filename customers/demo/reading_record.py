"""One access of the invented reading history."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Reading:
    """Who read which customers: `actor` and `ids` are ids, `scope` says under which grant."""

    at: datetime
    actor: int
    verb: str
    scope: str
    purpose: str
    ids: tuple[int, ...]
    group: str = ""
    outcome: str = "ALLOWED"
