"""What lies beside the tree: events outside of it, receipts, and the walls."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from audit.ledger import receipts
from audit.ledger.check_walls import drift
from audit.ledger.finding import Finding
from audit.ledger.leaf import COLUMNS, leaf_of
from audit.ledger.receipts import Receipt

_CHUNK = 10_000
_RECENT = 2  # days of receipts that a partial verification reads

_OUTSIDE = """
    SELECT min(e.id), count(*) FROM ledger.event e WHERE e.id >= %s
    AND NOT EXISTS (SELECT FROM ledger.leaf l WHERE l.event = e.id)
    AND NOT EXISTS (SELECT FROM ledger.pending p WHERE p.event = e.id)
"""
# One statement, one moment: what the sealer does meanwhile is in both or in neither.
_ENDS = """
    SELECT coalesce((SELECT max(index) + 1 FROM ledger.leaf), 0), coalesce((
        SELECT size FROM ledger.checkpoint ORDER BY number DESC LIMIT 1), 0)
"""
_KNOWN = f"""
    SELECT w.event, l.index, l.hash, {COLUMNS} FROM unnest(%s::bigint[]) AS w (event)
    LEFT JOIN ledger.leaf l ON l.event = w.event
    LEFT JOIN ledger.event e ON e.id = w.event AND l.event IS NULL
"""  # noqa: S608


def unsigned_leaves() -> Iterator[Finding]:
    """Leaves that no checkpoint signs, or fewer than it signs."""
    with connections["sealer"].cursor() as cursor:
        cursor.execute(_ENDS)
        leaves, size = cursor.fetchone()
    if leaves != size:
        text = f"{size} leaves are signed, {leaves} are here"
        yield Finding("dense", text, min(leaves, size))


def outside(lowest: int) -> Iterator[Finding]:
    """Events that neither the tree nor the waiting list holds: nobody wrote them by the door."""
    with connections["sealer"].cursor() as cursor:
        cursor.execute(_OUTSIDE, [lowest])
        first, number = cursor.fetchone()
    if number:
        yield Finding("outside", f"{number} events stand outside the tree, the first is {first}")


def receipts_differ(*, whole: bool) -> Iterator[Finding]:
    """The first receipt whose event has vanished or became another."""
    files = receipts.files() if whole else receipts.files()[-_RECENT:]
    for path in files:
        kept, _ = receipts.read(path)
        for start in range(0, len(kept), _CHUNK):
            for finding in _compare(kept[start : start + _CHUNK]):
                yield finding
                return


def walls_drifted() -> Iterator[Finding]:
    """The first difference between the database's walls and the declared ones."""
    for text in drift(import_string(settings.CUSTOS_WALLS))[:1]:
        yield Finding("walls", text)


def _compare(kept: list[Receipt]) -> Iterator[Finding]:
    expected = {each.event: each.leaf for each in kept}
    with connections["sealer"].cursor() as cursor:
        cursor.execute(_KNOWN, [list(expected)])
        for event, index, sealed, *columns in cursor.fetchall():
            if sealed is None and columns[0] is None:
                yield Finding("receipts", f"event {event} was written and has vanished")
            elif (bytes(sealed) if sealed else leaf_of(columns)) != expected[event]:
                yield Finding("receipts", f"event {event} is not the one that was written", index)
