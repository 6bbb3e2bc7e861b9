"""Sealing: what waits in `pending` becomes leaves, and a signed checkpoint says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

from django.db import connections, transaction

from audit.ledger import checkpoint, memory
from audit.ledger.checkpoint import Checkpoint
from audit.ledger.leaf import COLUMNS, VERSION, leaf_of
from audit.ledger.signed_note import NoteRefused, PrivateKey, signers
from audit.ledger.signing_key import KeyMissing, SigningKeys
from audit.ledger.stored_tree import STRIDE, TreeBroken, stored_tree
from audit.ledger.tree import Frontier, peaks_of

BATCH = 10_000
_LOCK = 0x6C6564676572  # "ledger"
_NONE = "0" * 64

_TAKE = f"""
    WITH taken AS (
        DELETE FROM ledger.pending
        WHERE event IN (SELECT event FROM ledger.pending ORDER BY event LIMIT %s)
        RETURNING event
    )
    SELECT t.event, {COLUMNS}
    FROM taken t LEFT JOIN ledger.event e ON e.id = t.event ORDER BY t.event
"""  # noqa: S608


@dataclass(frozen=True)
class Sealed:
    """One round: the note it signed, how many events it sealed, and those that had vanished."""

    note: str
    events: int
    vanished: tuple[int, ...] = ()


def seal_once(keys: SigningKeys, *, limit: int = BATCH) -> Sealed | None:
    """Seal up to `limit` events in one transaction; nothing where none waits or another seals.

    Raises TreeBroken, KeyMissing.
    """
    with transaction.atomic("sealer"), connections["sealer"].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if cursor.fetchone() != (True,):
            return None
        last = newest_note("sealer")
        signing = _signing(last, keys)
        cursor.execute(_TAKE, [limit])
        taken = cursor.fetchall()
        rows = [row[1:] for row in taken if row[1] is not None]
        if not rows and not (last is None or len(signing) > 1):
            return None
        frontier = _frontier(last, keys)
        _store(cursor, frontier, rows)
        note = _sign(cursor, frontier, last, signing)
        vanished = tuple(row[0] for row in taken if row[1] is None)
    memory.remember_signed(note)
    return Sealed(note, len(rows), vanished)


def newest_note(alias: str) -> str | None:
    """The newest checkpoint in the database."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT note FROM ledger.checkpoint ORDER BY number DESC LIMIT 1")
        row = cursor.fetchone()
    return str(row[0]) if row else None


def _signing(last: str | None, keys: SigningKeys) -> list[PrivateKey]:
    """The current key; before it the one of the last checkpoint, where that was another."""
    if last is None:
        return [keys.current]
    known = [keys.current, *keys.former]
    try:
        found = signers(last, [key.public() for key in known])
    except NoteRefused as refused:
        raise TreeBroken(f"the newest checkpoint: {refused}") from refused
    if not found:
        raise KeyMissing("the newest checkpoint was signed by a key that is not here")
    if keys.current.public() in found:
        return [keys.current]
    return [keys.current, *(key for key in keys.former if key.public() in found)][:2]


def _frontier(last: str | None, keys: SigningKeys) -> Frontier:
    """The tree that the newest checkpoint signed, once it is what this machine remembers."""
    memory.require_beginning("sealer", memory.signed())
    if last is None:
        return Frontier()
    said = checkpoint.parse(last)
    places = peaks_of(0, said.size)
    known = stored_tree("sealer")(places)
    frontier = Frontier(said.size, [known[place] for place in places])
    if frontier.root() != said.root:
        raise TreeBroken(f"the tree of size {said.size} is not the one that was signed")
    return frontier


def _store(cursor: Any, frontier: Frontier, rows: Iterable[Sequence[Any]]) -> None:
    leaves, nodes = StringIO(), StringIO()
    for row in rows:
        leaf = leaf_of(row)
        leaves.write(f"{frontier.size}\t{row[0]}\t{VERSION}\t\\\\x{leaf.hex()}\n")
        for (level, index), node in frontier.append(leaf):
            if level % STRIDE == 0:
                nodes.write(f"{level}\t{index}\t\\\\x{node.hex()}\n")
    leaves.seek(0)
    nodes.seek(0)
    cursor.copy_expert("COPY ledger.leaf (index, event, version, hash) FROM STDIN", leaves)
    cursor.copy_expert("COPY ledger.node (level, index, hash) FROM STDIN", nodes)


def _sign(cursor: Any, frontier: Frontier, last: str | None, signing: Sequence[PrivateKey]) -> str:
    cursor.execute("SELECT clock_timestamp(), coalesce(max(number), -1) + 1 FROM ledger.checkpoint")
    now, number = cursor.fetchone()
    before = checkpoint.parse(last) if last else None
    made = Checkpoint(
        origin=signing[0].name,
        size=frontier.size,
        root=frontier.root(),
        incarnation=max(before.incarnation if before else 1, memory.incarnation()),
        previous=checkpoint.digest(last) if last else _NONE,
        at=max(now, before.at) if before else now,
        regressed=_regressed(now, before),
        key=str(signing[0].public()) if len(signing) > 1 else "",
    )
    note = made.note(signing)
    cursor.execute(
        "INSERT INTO ledger.checkpoint (number, size, at, note) VALUES (%s, %s, %s, %s)",
        [number, made.size, made.at, note],
    )
    return note


def _regressed(now: datetime, before: Checkpoint | None) -> bool:
    # A second checkpoint of the same moment is no clock set back.
    return before is not None and now < before.at - timedelta(milliseconds=1)
