"""The leaves in their order, each with its event, growing the tree that was signed."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db import connections

from audit.ledger.finding import Finding
from audit.ledger.leaf import COLUMNS, FLOOR, leaf_of
from audit.ledger.pruning import is_pruned
from audit.ledger.stored_tree import STRIDE, TreeBroken, stored_tree
from audit.ledger.synthetic import is_synthetic
from audit.ledger.tree import Place, root_at
from audit.ledger.verify_checkpoints import Checkpoints, Start
from audit.ledger.verify_outside import Known

_CHUNK = 10_000
_LATE = 600.0  # seconds that an event may be older than a checkpoint that does not hold it

_LEAVES = f"""
    SELECT l.index, l.event, l.version, l.hash, extract(epoch FROM e.at)::float8, {COLUMNS}
    FROM ledger.leaf l LEFT JOIN ledger.event e ON e.id = l.event
    WHERE l.index >= %s AND l.index < %s ORDER BY l.index
"""  # noqa: S608
_NODES = """
    SELECT n.level, n.index, n.hash FROM unnest(%s::int[], %s::bigint[]) AS w (level, index)
    JOIN ledger.node n ON n.level = w.level AND n.index = w.index
"""


class Leaves:
    """Grows the tree from the database's leaves, and compares it with each root that is known."""

    def __init__(self, start: Start, checkpoints: Checkpoints, known: Sequence[Known]) -> None:
        self.frontier = replace(start.frontier, peaks=list(start.frontier.peaks))
        self.highest = start.event
        self._checkpoints = checkpoints
        self._signed_size = checkpoints.newest.size if checkpoints.newest else self.frontier.size
        self._anchors: dict[int, list[Known]] = {}
        for each in known:
            self._anchors.setdefault(each.size, []).append(each)
        self._sizes = [size for size, _ in checkpoints.times]
        self._agreed = self.frontier.size
        self._said: set[str] = set()

    def verify(self) -> Iterator[Finding]:
        """Everything that is wrong, of each kind the first."""
        yield from self._start_stands()
        yield from self._at_size()
        while rows := self._chunk():
            completed: list[tuple[Place, bytes]] = []
            for row in rows:
                yield from self._take(row, completed)
            yield from self._nodes(completed)
        if self.frontier.size < self._signed_size:
            text = f"{self._signed_size} leaves were signed, {self.frontier.size} are here"
            yield from self._once(Finding("dense", text, self.frontier.size))

    def _take(self, row: Sequence[Any], completed: list[tuple[Place, bytes]]) -> Iterator[Finding]:
        index, event, version, value, at, *columns = row
        stored = bytes(value)
        if index != self.frontier.size:
            text = f"leaf {self.frontier.size} is missing"
            yield from self._once(Finding("dense", text, self.frontier.size))
        if version < FLOOR:
            text = f"event {event} claims the form {version}, below {FLOOR}"
            yield from self._once(Finding("version", text, index))
        if columns[0] is None:
            if not is_pruned(index):
                yield from self._once(Finding("presence", f"event {event} is gone", index))
        elif leaf_of(columns) != stored:
            yield from self._once(Finding("content", f"event {event} was changed", index))
        if at is not None:
            yield from self._late(index, event, at)
        completed += self.frontier.append(stored)
        self.highest = max(self.highest, event)
        yield from self._at_size()

    def _at_size(self) -> Iterator[Finding]:
        size = self.frontier.size
        expected = self._checkpoints.roots.get(size)
        anchors = self._anchors.get(size, ())
        if expected is None and not anchors:
            return
        root = self.frontier.root()
        if expected is not None and expected != root:
            text = f"between leaf {self._agreed} and {size} it is not what was signed"
            yield from self._once(Finding("root", text, self._agreed))
        for known in anchors:
            if known.root != root:
                text = f"between leaf {self._agreed} and {size} it is not what {known.source} saw"
                yield from self._once(Finding("anchor", text, self._agreed))
        if not self._said & {"root", "anchor"}:
            self._agreed = size

    def _late(self, index: int, event: int, at: float) -> Iterator[Finding]:
        """An event can't be much older than a checkpoint that was signed before it came."""
        place = bisect.bisect_right(self._sizes, index) - 1
        sealed_with = self._sizes[place + 1] if place + 1 < len(self._sizes) else -1
        if sealed_with in self._checkpoints.regressed:
            return  # the clock went back, and the checkpoint says so
        if place < 0 or self._checkpoints.times[place][1] - at < _LATE or is_synthetic():
            return
        yield from self._once(Finding("time", f"event {event} was dated back", index))

    def _nodes(self, completed: list[tuple[Place, bytes]]) -> Iterator[Finding]:
        kept = {place: node for place, node in completed if place[0] % STRIDE == 0}
        levels, indices = [level for level, _ in kept], [index for _, index in kept]
        with connections["sealer"].cursor() as cursor:
            cursor.execute(_NODES, [levels, indices])
            stored = {(level, index): bytes(value) for level, index, value in cursor.fetchall()}
        for (level, index), node in kept.items():
            if stored.get((level, index)) != node:
                text = f"the stored subtree at level {level} is not that of its leaves"
                yield from self._once(Finding("nodes", text, index << level))
                return

    def _start_stands(self) -> Iterator[Finding]:
        size = self.frontier.size
        try:
            if root_at(size, stored_tree("sealer")) == self.frontier.root():
                return
            text = f"the first {size} leaves are not those that were verified before"
        except TreeBroken as broken:
            text = str(broken)
        yield from self._once(Finding("nodes", text, size))

    def _chunk(self) -> list[tuple[Any, ...]]:
        with connections["sealer"].cursor() as cursor:
            # What is sealed meanwhile belongs to the next run.
            end = min(self.frontier.size + _CHUNK, self._signed_size)
            cursor.execute(_LEAVES, [self.frontier.size, end])
            return list(cursor.fetchall())

    def _once(self, finding: Finding) -> Iterator[Finding]:
        if finding.check not in self._said:
            self._said.add(finding.check)
            yield finding
