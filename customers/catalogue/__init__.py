"""The catalogue that a new company starts with: classifications, and the regions of China."""

import csv
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent


class Entry(NamedTuple):
    """One classification; `id` is the primary key under which it is kept ("tier:A")."""

    id: str
    axis: str
    name_zh: str
    name_en: str
    position: int


def starting_classifications() -> tuple[Entry, ...]:
    """List the classifications of every axis, in the order in which forms show them."""
    positions: dict[str, int] = {}
    entries = []
    for axis, code, name_zh, name_en in read_rows("classifications"):
        positions[axis] = position = positions.get(axis, 0) + 1
        entries.append(Entry(f"{axis}:{code}", axis, name_zh, name_en, position))
    return tuple(entries)


def read_rows(name: str) -> list[list[str]]:
    """Read a file of the catalogue, without its head."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
