"""How far the last verification came that found nothing; kept outside the database."""

import json
import time
from pathlib import Path

from audit.ledger import signing_key
from audit.ledger.signed_note import PublicKey
from audit.ledger.state_folder import replace_text, state_folder
from audit.ledger.tree import Frontier
from audit.ledger.verify_checkpoints import Checkpoints, Start


def nothing() -> Start:
    """The start of a whole verification: only the first key is trusted."""
    return Start(frontier=Frontier(), key=signing_key.first_key())


def load() -> Start:
    """Where the last one ended; the very start where there was none."""
    if not _file().exists():
        return nothing()
    kept = json.loads(_file().read_text())
    return Start(
        frontier=Frontier(kept["size"], [bytes.fromhex(peak) for peak in kept["peaks"]]),
        key=PublicKey.parse(kept["key"]),
        number=kept["number"],
        previous=kept["previous"],
        event=kept["event"],
    )


def remember(frontier: Frontier, checkpoints: Checkpoints, event: int, *, whole: bool) -> None:
    """Note the end of a run that found nothing."""
    if checkpoints.key is None:
        return
    kept = {
        "size": frontier.size,
        "peaks": [peak.hex() for peak in frontier.peaks],
        "key": str(checkpoints.key),
        "number": checkpoints.number,
        "previous": checkpoints.previous,
        "event": event,
        "at": time.time(),
        "whole": whole,
    }
    replace_text(_file(), json.dumps(kept))


def _file() -> Path:
    return state_folder() / "verified"
