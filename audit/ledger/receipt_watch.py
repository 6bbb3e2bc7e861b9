"""Comparing receipts with what was sealed: an event that vanished, or changed on its way, shows."""

import time
from collections.abc import Callable

from django.db import connections

from audit.ledger import receipts
from audit.ledger.finding import Finding

_RECENT = 2  # days: what is older, the nightly check compares
GRACE = 30.0  # seconds that an event may be on its way
_CHUNK = 10_000

_SEALED = "SELECT event, index, hash FROM ledger.leaf WHERE event = ANY (%s)"
_WAITING = "SELECT event FROM ledger.pending WHERE event = ANY (%s)"


class ReceiptWatch:
    """Reads the receipts as they come, until each is found in the tree."""

    def __init__(
        self, *, clock: Callable[[], float] = time.monotonic, alias: str = "sealer"
    ) -> None:
        self._clock = clock
        self._alias = alias
        self._read: dict[str, int] = {}
        self._open: dict[int, tuple[bytes, float]] = {}

    def look(self) -> list[Finding]:
        """What is wrong with the receipts so far; each is said once."""
        for path in receipts.files()[-_RECENT:]:
            fresh, end = receipts.read(path, offset=self._read.get(path.name, 0))
            self._read[path.name] = end
            self._open |= {each.event: (each.leaf, self._clock()) for each in fresh}
        return [*self._compare_sealed(), *self._missing()]

    def _compare_sealed(self) -> list[Finding]:
        found = []
        waiting = list(self._open)
        for start in range(0, len(waiting), _CHUNK):
            for event, index, sealed in self._rows(_SEALED, waiting[start : start + _CHUNK]):
                leaf, _ = self._open.pop(event)
                if leaf != bytes(sealed):
                    text = f"event {event} was sealed as another than was written"
                    found.append(Finding("receipts", text, index))
        return found

    def _missing(self) -> list[Finding]:
        late = [e for e, (_, since) in self._open.items() if self._clock() - since > GRACE]
        if not late:
            return []
        pending = {event for (event,) in self._rows(_WAITING, late)}
        # Sealed between the two questions: the next look finds it.
        sealed = {event for event, _, _ in self._rows(_SEALED, late)}
        gone = sorted(set(late) - pending - sealed)
        for event in gone:
            del self._open[event]
        return [
            Finding("receipts", f"event {event} was written and has vanished") for event in gone
        ]

    def _rows(self, sql: str, events: list[int]) -> list[tuple[int, ...]]:
        with connections[self._alias].cursor() as cursor:
            cursor.execute(sql, [events])
            return list(cursor.fetchall())
