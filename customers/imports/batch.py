"""Rows that were read and looked up together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from customers.imports.errors import Refused
from customers.imports.table import Row

Draft = TypeVar("Draft")


@dataclass
class Batch(Generic[Draft]):
    """What came of some rows: drafts to be written, refusals, and rows that are here already."""

    rows: int
    drafts: list[Draft] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    known: int = 0


class Reader(Protocol[Draft]):
    """Turns rows into drafts; it remembers what it has seen in the file."""

    def read(self, rows: Sequence[Row]) -> Batch[Draft]:
        """One batch."""


def in_batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows, so many at a time."""
    taken: list[Row] = []
    for row in rows:
        taken.append(row)
        if len(taken) == size:
            yield taken
            taken = []
    if taken:
        yield taken
