"""Chance that can be repeated."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Chance(Random):
    """A seeded source of invented data; nothing secret may ever come from it."""

    def record_id(self) -> int:
        """Draw the public id of an invented record: the same in every demo."""
        return self.getrandbits(60)

    def pick(self, things: Sequence[Thing]) -> Thing:
        """Draw one of the things, quickly: streams of a million customers go through here."""
        return things[int(self.random() * len(things))]

    def whether(self, share: float) -> bool:
        """Answer yes in this share of the cases."""
        return self.random() < share

    def digits(self, count: int) -> str:
        """Draw so many digits."""
        return str(int(self.random() * 10**count)).zfill(count)
