"""The proof that one event stands in the ledger: its path to a root that was signed."""

from dataclasses import dataclass
from typing import Any

from django.db import Error, connections

from audit.ledger import checkpoint, memory, sealing
from audit.ledger.book import LedgerUnavailable
from audit.ledger.checkpoint import Checkpoint
from audit.ledger.leaf import COLUMNS, line_of
from audit.ledger.stored_tree import stored_tree
from audit.ledger.tree import consistency_proof, hash_leaf, inclusion_proof, root_of_inclusion

_LEAF = f"""
    SELECT l.index, l.hash, {COLUMNS}
    FROM ledger.leaf l LEFT JOIN ledger.event e ON e.id = l.event WHERE l.event = %s
"""  # noqa: S608


@dataclass(frozen=True, kw_only=True)
class Proof:
    """An event's line, its place, the hashes beside its path, and the checkpoint above them.

    `entry` is empty where the event is gone. `newest` grew out of `note`, as `growth` shows.
    """

    event: int
    index: int
    leaf: bytes
    entry: bytes
    path: tuple[bytes, ...]
    note: str
    witnessed: bool
    newest: str
    growth: tuple[bytes, ...]

    @property
    def said(self) -> Checkpoint:
        """What the checkpoint says."""
        return checkpoint.parse(self.note)

    @property
    def steps(self) -> list[str]:
        """The path as text."""
        return [step.hex() for step in self.path]

    @property
    def trouble(self) -> str:
        """GONE, CHANGED (the event is not its leaf) or FORKED (the leaf is not below the root)."""
        if not self.entry:
            return "GONE"
        if hash_leaf(self.entry) != self.leaf:
            return "CHANGED"
        said = self.said
        root = root_of_inclusion(self.index, said.size, self.leaf, self.path)
        return "" if root == said.root else "FORKED"


def prove(event: int) -> Proof | None:
    """The proof for an event, or nothing while it is not sealed. Raises LedgerUnavailable.

    Under the newest checkpoint that the witness has signed where that holds the event, else
    under the newest of all. Raises TreeBroken where the stored tree lacks a part.
    """
    try:
        found, newest = _leaf(event), sealing.newest_note("auditor")
        if found is None or newest is None:
            return None
        index, value, *columns = found
        anchored = memory.anchored_note()
        is_witnessed = bool(anchored) and checkpoint.parse(anchored).size > index
        note = anchored if is_witnessed else newest
        size, tree = checkpoint.parse(note).size, stored_tree("auditor")
        return Proof(
            event=event,
            index=index,
            leaf=bytes(value),
            entry=b"" if columns[0] is None else line_of(columns),
            path=tuple(inclusion_proof(index, size, tree)),
            note=note,
            witnessed=is_witnessed,
            newest=newest,
            growth=tuple(consistency_proof(size, checkpoint.parse(newest).size, tree)),
        )
    except Error as failure:
        raise LedgerUnavailable from failure


def _leaf(event: int) -> tuple[Any, ...] | None:
    with connections["auditor"].cursor() as cursor:
        cursor.execute(_LEAF, [event])
        row = cursor.fetchone()
    return tuple(row) if row else None
