"""A bundle: a stretch of the ledger with everything that an outsider needs to verify it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import Error, connections

from audit.ledger import anchoring, outside_form
from audit.ledger.book import LedgerUnavailable
from audit.ledger.leaf import COLUMNS, line_of
from audit.ledger.outside_form import entry_line, line, note_line
from audit.ledger.stored_tree import stored_tree
from audit.ledger.tree import peaks_of

_CHUNK = 2_000

_LEAVES = f"""
    SELECT l.index, l.hash, coalesce(e.purpose = ANY (%s), true), {COLUMNS}
    FROM ledger.leaf l LEFT JOIN ledger.event e ON e.id = l.event
    WHERE l.index >= %s AND l.index < %s ORDER BY l.index
"""  # noqa: S608
_NOTES = """
    SELECT number, note, size FROM ledger.checkpoint
    WHERE number >= %s AND number <= %s ORDER BY number LIMIT %s
"""
# The last checkpoint before the stretch, and the first one after it or else the newest.
_ENDS = """
    SELECT (SELECT number FROM ledger.checkpoint WHERE at < %s
            ORDER BY at DESC, number DESC LIMIT 1),
           coalesce((SELECT number FROM ledger.checkpoint WHERE at >= %s
                     ORDER BY at, number LIMIT 1),
                    (SELECT max(number) FROM ledger.checkpoint))
"""


@dataclass(frozen=True)
class Stretch:
    """From checkpoint to checkpoint, by their numbers; `before` is None at the very beginning."""

    before: int | None
    last: int


def stretch(since: datetime | None, until: datetime | None) -> Stretch | None:
    """The stretch that holds these days; nothing where nothing was sealed.

    Raises LedgerUnavailable.
    """
    ((before, last),) = _rows(_ENDS, [since, until])
    return None if last is None else Stretch(before, last)


def bundle(part: Stretch, *, hidden: Sequence[str], asked: int) -> Iterator[bytes]:
    """Its lines; events for `hidden` purposes leave their leaf alone.

    Ends with how many leaves there were: what was cut short shows. Raises LedgerUnavailable.
    """
    size, first = 0, 0
    yield line("custos-bundle", 1, asked)
    yield from outside_form.keys(-1 if part.before is None else part.before)
    if part.before is not None:
        ((_, note, size),) = _rows(_NOTES, [part.before, part.before, 1])
        places, first = peaks_of(0, size), part.before + 1
        known = stored_tree("auditor")(places)
        yield line("start", size, *(known[place] for place in places))
        yield note_line("note", note)
    begin = size
    ((_, _, whole),) = _rows(_NOTES, [part.last, part.last, 1])
    leaves, cosigned = _leaves(hidden, size, whole), _cosigned()
    for note, end in _notes(first, part.last):
        yield from islice(leaves, end - size)
        size = end
        yield note_line("note", note)
        if path := cosigned.pop(size, None):
            yield note_line("witnessed", path.read_text())
    yield line("end", size - begin)


def _leaves(hidden: Sequence[str], start: int, end: int) -> Iterator[bytes]:
    while start < end:
        rows = _rows(_LEAVES, [list(hidden), start, min(end, start + _CHUNK)])
        for _, value, withheld, *columns in rows:
            leaf = bytes(value)
            yield line("leaf", leaf) if withheld else entry_line(leaf, line_of(columns))
        start += _CHUNK


def _notes(first: int, last: int) -> Iterator[tuple[str, int]]:
    while first <= last:
        rows = _rows(_NOTES, [first, last, _CHUNK])
        yield from ((note, size) for _, note, size in rows)
        if not rows:
            return
        first = rows[-1][0] + 1


def _cosigned() -> dict[int, Path]:
    """Notes that the witness has signed, by their size."""
    return {int(path.name.split("-")[1]): path for path in anchoring.folder().glob("*/*-witnessed")}


def _rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    try:
        with connections["auditor"].cursor() as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())
    except Error as failure:
        raise LedgerUnavailable from failure
