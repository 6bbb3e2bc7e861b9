"""Verifying the ledger: every event against its leaf, every leaf against signed checkpoints, and
those against what is known outside the database."""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from audit.ledger import verified
from audit.ledger.finding import Finding
from audit.ledger.verify_checkpoints import walk
from audit.ledger.verify_edges import outside, receipts_differ, unsigned_leaves, walls_drifted
from audit.ledger.verify_leaves import Leaves
from audit.ledger.verify_outside import Known, known_outside

CHECKS = frozenset(
    {
        *("content", "presence", "version", "dense", "time", "nodes"),
        *("signature", "chain", "root", "anchor", "outside", "receipts", "walls"),
    }
)

_LOWEST = -(2**63)
_BACK = 100_000  # ids before the last verified event that a partial run looks at again


@dataclass
class Verification:
    """One run: how far it came, what contradicts what, and what could not be asked."""

    size: int = 0
    seconds: float = 0.0
    findings: list[Finding] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def verify(
    *, whole: bool, checks: Collection[str] = CHECKS, anchors: Collection[str] = ()
) -> Verification:
    """Verify all of it, or what was added since the last run that found nothing.

    `anchors` are notes that somebody kept elsewhere; `checks` names those that count.
    """
    begin = time.monotonic()
    start = verified.nothing() if whole else verified.load()
    known, warnings = known_outside(anchors)
    checkpoints = walk(start, whole=whole)
    leaves = Leaves(start, checkpoints, known)
    findings = [
        *checkpoints.findings,
        *leaves.verify(),
        *_set_back(known, leaves.frontier.size),
        *unsigned_leaves(),
        *outside(_LOWEST if whole else start.event - _BACK),
        *receipts_differ(whole=whole),
        *walls_drifted(),
    ]
    counted = [each for each in findings if each.check in checks]
    if not counted and checks == CHECKS:
        verified.remember(leaves.frontier, checkpoints, leaves.highest, whole=whole)
    seconds = time.monotonic() - begin
    return Verification(leaves.frontier.size, seconds, counted, warnings)


def _set_back(known: list[Known], size: int) -> Iterator[Finding]:
    ahead = [each for each in known if each.size > size]
    if ahead:
        newest = max(ahead, key=lambda each: each.size)
        text = f"{newest.source} has seen {newest.size} events, the database has {size}"
        yield Finding("anchor", text, size)
