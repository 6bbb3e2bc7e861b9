"""What the checks found, kept for those who watch."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections

from audit.ledger.finding import Finding


@dataclass(frozen=True)
class Result:
    """One run of a check: SEAL (the sealer's own), PART or WHOLE."""

    at: datetime
    mode: str
    size: int
    seconds: float
    findings: tuple[Finding, ...]


def store(mode: str, *, size: int, seconds: float, findings: Sequence[Finding]) -> None:
    """Keep a run's result."""
    rows = json.dumps([each.row() for each in findings[:100]])
    with connections["sealer"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.verification (mode, size, seconds, findings)"
            " VALUES (%s, %s, %s, %s)",
            [mode, size, seconds, rows],
        )


def latest(mode: str) -> Result | None:
    """The newest result of that kind."""
    sql = (
        "SELECT at, mode, size, seconds, findings::text FROM ledger.verification"
        " WHERE mode = %s ORDER BY id DESC LIMIT 1"
    )
    with connections["auditor"].cursor() as cursor:
        cursor.execute(sql, [mode])
        row = cursor.fetchone()
    if row is None:
        return None
    at, kind, size, seconds, findings = row
    return Result(at, kind, size, seconds, tuple(map(_finding, json.loads(findings))))


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(row["check"], row["text"], row["index"])
