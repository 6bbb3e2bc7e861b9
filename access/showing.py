"""Turning a value into what may be seen of it."""

from dataclasses import dataclass

from access.masking import Level, mask
from access.policy import Levels


@dataclass(frozen=True)
class Shown:
    """One value as it may be seen: clear, masked with its form kept, or hidden (no text).

    `part` is the id of the contact point behind it; `may_reveal` says that one click opens it.
    """

    group: str
    level: Level
    text: str = ""
    part: int | None = None
    may_reveal: bool = False

    def __str__(self) -> str:
        return self.text


class Showing:
    """Shows the values of one record under the levels that hold for it."""

    def __init__(self, levels: Levels, *, may_reveal: bool) -> None:
        self._levels = levels
        self._may_reveal = may_reveal

    def level(self, group: str) -> Level:
        """The level of a field group; hidden where no grant names it."""
        return self._levels.get(group, Level.HIDDEN)

    def show(self, group: str, value: str, kind: str, *, part: int | None = None) -> Shown:
        """The value, its mask, or nothing."""
        level = self.level(group)
        if level is Level.CLEAR:
            return Shown(group, level, value, part)
        if level is Level.MASKED:
            return Shown(group, level, mask(kind, value), part, self._may_reveal and bool(value))
        return Shown(group, level, part=part)

    def is_clear(self, group: str) -> bool:
        """The group is shown whole."""
        return self.level(group) is Level.CLEAR
