"""What belongs to a protected record and is shown page by page: its deals, its notes."""

from typing import Protocol, TypeVar

from access.policy import Levels

Row = TypeVar("Row", contravariant=True)
Found = TypeVar("Found", covariant=True)


class Part(Protocol[Row, Found]):
    """Given to `Gateway.read_part` by the app that knows it."""

    @property
    def name(self) -> str:
        """What the event calls it."""

    @property
    def groups(self) -> tuple[str, ...]:
        """The field groups that it shows."""

    def show(self, row: Row, levels: Levels) -> Found:
        """What may be seen of it under these levels; called under an open ticket."""
