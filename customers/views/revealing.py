"""One value that was just revealed, for the page that shows it."""

from dataclasses import dataclass

from access.sheet import Folio


@dataclass(frozen=True)
class Opened:
    """The key of the value ("contact.phone:7F3K-..."), the value, and the event it was
    revealed under. It is masked again at the next visit."""

    key: str
    value: str
    folio: Folio

    def __repr__(self) -> str:
        return f"Opened({self.key!r})"  # the value reaches no log
