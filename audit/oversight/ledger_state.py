"""The ledger's state as facts: sealed, witnessed, checked, and what is wrong with it."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import Error

from audit.ledger import checkpoint, memory, results, serving
from audit.ledger.book import LedgerUnavailable
from audit.ledger.finding import Finding
from audit.ledger.results import Result
from audit.oversight.ledger_reading import select

UNSEALED = 60.0  # seconds that an event may wait for its seal
UNWITNESSED = 180.0  # seconds that a checkpoint may wait for the witness
PART_DUE, WHOLE_DUE = timedelta(minutes=15), timedelta(hours=26)
MOST_COUNTED = 10_000

# What waits, counted no further than needed; the oldest of it; the newest checkpoint; and the
# oldest checkpoint that the witness has not seen.
_SQL = f"""
    SELECT clock_timestamp(),
           (SELECT count(*) FROM (SELECT FROM ledger.pending LIMIT {MOST_COUNTED}) waiting),
           (SELECT e.at FROM ledger.pending p JOIN ledger.event e ON e.id = p.event
            ORDER BY p.event LIMIT 1),
           c.size, c.at, c.note,
           (SELECT at FROM ledger.checkpoint WHERE size > %s ORDER BY size LIMIT 1)
    FROM (SELECT) one
    LEFT JOIN (SELECT size, at, note FROM ledger.checkpoint ORDER BY number DESC LIMIT 1) c ON true
"""  # noqa: S608


@dataclass(frozen=True)
class LedgerState:
    """Ages in seconds; `alarms` and `warnings` are codes of state_words, the worst first."""

    size: int
    waiting: int
    sealed_age: float | None
    unsealed_age: float
    witnessed_size: int
    witnessed_age: float | None
    note: str
    checks: tuple[Result, ...]
    alarms: tuple[str, ...]
    warnings: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def root(self) -> str:
        """The newest root, as text."""
        return checkpoint.parse(self.note).root.hex() if self.note else ""

    @property
    def whole(self) -> Result | None:
        """The last check from the first event on."""
        return next((check for check in self.checks if check.mode == "WHOLE"), None)


def ledger_state() -> LedgerState:
    """The state of this moment. Raises LedgerUnavailable."""
    anchored = memory.anchored()
    witnessed = anchored.size if anchored else 0
    ((now, waiting, oldest, size, sealed_at, note, unseen),) = select(_SQL, [witnessed])
    try:
        latest = [results.latest(mode) for mode in ("PART", "WHOLE", "SEAL")]
    except Error as failure:
        raise LedgerUnavailable from failure
    part, whole, _ = latest
    checks = tuple(each for each in (part, whole) if each)
    findings = tuple(each for result in latest if result for each in result.findings)
    unsealed = _age(oldest, now) or 0.0
    alarms = [*_broken(findings), *(["STANDS_STILL"] if unsealed > UNSEALED else [])]
    warnings = [
        *(["UNWITNESSED"] if (_age(unseen, now) or 0.0) > UNWITNESSED else []),
        *(["NO_DISK"] if any(each.check == "disk" for each in findings) else []),
        *_overdue(part, whole, now),
    ]
    anchored_at = memory.anchored_at()
    return LedgerState(
        size=size or 0,
        waiting=waiting,
        sealed_age=_age(sealed_at, now),
        unsealed_age=unsealed,
        witnessed_size=witnessed,
        witnessed_age=max(0.0, time.time() - anchored_at) if anchored_at else None,
        note=note or "",
        checks=checks,
        alarms=tuple(alarms),
        warnings=tuple(warnings),
        findings=findings,
    )


def _broken(findings: tuple[Finding, ...]) -> list[str]:
    """What contradicts what was signed."""
    found = []
    try:
        serving.require_anchor()
    except serving.LedgerSetBack:
        found.append("SET_BACK")
    kinds = {each.check for each in findings}
    if kinds - {"walls", "witness", "disk"}:
        found.append("CHANGED")
    if "walls" in kinds:
        found.append("WALLS")
    return found


def _overdue(part: Result | None, whole: Result | None, now: datetime) -> list[str]:
    if whole is None:
        return ["NEVER_CHECKED"]
    is_late = now - whole.at > WHOLE_DUE or now - max(whole.at, (part or whole).at) > PART_DUE
    return ["CHECK_LATE"] if is_late else []


def _age(at: datetime | None, now: datetime) -> float | None:
    return None if at is None else max(0.0, (now - at).total_seconds())
