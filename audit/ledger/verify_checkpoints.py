"""The signed checkpoints, one after another: each names the one before it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connections

from audit.ledger import checkpoint
from audit.ledger.checkpoint import Checkpoint
from audit.ledger.finding import Finding
from audit.ledger.signed_note import NoteRefused, PublicKey
from audit.ledger.tree import Frontier

FIRST = "0" * 64
_CHUNK = 5_000
_SPARSE = 100


@dataclass(frozen=True)
class Start:
    """From where to verify: the tree so far, and the key, number and hash that come next."""

    frontier: Frontier
    key: PublicKey | None
    number: int = 0
    previous: str = FIRST
    event: int = 0


@dataclass
class Checkpoints:
    """Those that were walked: the root of each size, and where the next walk begins."""

    key: PublicKey | None
    number: int
    previous: str
    roots: dict[int, bytes] = field(default_factory=dict)
    times: list[tuple[int, float]] = field(default_factory=list)
    regressed: set[int] = field(default_factory=set)  # sizes sealed under a clock set back
    newest: Checkpoint | None = None
    findings: list[Finding] = field(default_factory=list)


def walk(start: Start, *, whole: bool) -> Checkpoints:
    """Read the checkpoints from there on, and say where their chain breaks first."""
    walked = Checkpoints(start.key, start.number, start.previous)
    if start.number:
        _require_last(start, walked)
    if walked.key is None:
        return walked
    for number, size, note in _notes(start.number):
        if number != walked.number:
            text = f"checkpoint {walked.number} is missing"
            walked.findings.append(Finding("chain", text, _size(walked)))
            break
        if not _take(walked, number, size, note, whole=whole):
            break
    else:
        _sign_last(walked)
    return walked


def _require_last(start: Start, walked: Checkpoints) -> None:
    """The checkpoint at which the last run ended is still the same."""
    note = next((note for _, _, note in _notes(start.number - 1, one=True)), "")
    if not note or checkpoint.digest(note) != start.previous:
        text = f"checkpoint {start.number - 1} is not the one that was verified before"
        walked.findings.append(Finding("chain", text, start.frontier.size))


def _take(walked: Checkpoints, number: int, size: int, note: str, *, whole: bool) -> bool:
    try:
        said = checkpoint.parse(note)
        if walked.key and (not whole or said.key or number % _SPARSE == 0):
            # The chain binds all others to the last, whose signature counts for them.
            said, walked.key = checkpoint.trusted(note, walked.key)
    except NoteRefused as refused:
        text = f"checkpoint {number}: {refused}"
        walked.findings.append(Finding("signature", text, _size(walked)))
        return False
    if problem := _broken(walked, said, size):
        text = f"checkpoint {number} {problem}"
        walked.findings.append(Finding("chain", text, _size(walked)))
        return False
    walked.number, walked.previous, walked.newest = number + 1, checkpoint.digest(note), said
    walked.roots[said.size] = said.root
    walked.times.append((said.size, said.at.timestamp()))
    if said.regressed:
        walked.regressed.add(said.size)
    return True


def _broken(walked: Checkpoints, said: Checkpoint, size: int) -> str:
    before = walked.newest
    if said.previous != walked.previous:
        return "does not continue the one before it"
    if said.size != size:
        return "stands in the row of another size"
    if before and (said.incarnation < before.incarnation or said.size < before.size):
        return "is smaller than the one before it"
    if before and said.at < before.at:
        return "is older than the one before it"
    if walked.roots.get(said.size, said.root) != said.root:
        return "gives another root for the same size"
    return ""


def _sign_last(walked: Checkpoints) -> None:
    if walked.newest is None or walked.key is None:
        return
    note = next(note for _, _, note in _notes(walked.number - 1, one=True))
    try:
        checkpoint.trusted(note, walked.key)
    except NoteRefused as refused:
        text = f"checkpoint {walked.number - 1}: {refused}"
        walked.findings.append(Finding("signature", text, _size(walked)))


def _size(walked: Checkpoints) -> int:
    return walked.newest.size if walked.newest else 0


def _notes(number: int, *, one: bool = False) -> Iterator[tuple[int, int, str]]:
    sql = (
        "SELECT number, size, note FROM ledger.checkpoint WHERE number >= %s"
        " ORDER BY number LIMIT %s"
    )
    while True:
        with connections["sealer"].cursor() as cursor:
            cursor.execute(sql, [number, 1 if one else _CHUNK])
            rows = cursor.fetchall()
        yield from rows
        if one or len(rows) < _CHUNK:
            return
        number = rows[-1][0] + 1
