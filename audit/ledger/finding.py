"""What a check has found."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """One contradiction: the check that saw it, the first bad leaf where there is one, in words."""

    check: str
    text: str
    index: int | None = None

    def __str__(self) -> str:
        place = "" if self.index is None else f" at index {self.index}"
        return f"{self.check}{place}: {self.text}"

    def row(self) -> dict[str, Any]:
        """As the database keeps it."""
        return asdict(self)
