"""The serving rule: no customer data from a database that is smaller than, or not the
continuation of, the newest checkpoint that left it."""

import time

from django.db import Error

from audit.ledger import memory
from audit.ledger.book import LedgerUnavailable
from audit.ledger.signed_note import NoteRefused
from audit.ledger.stored_tree import TreeBroken

RECHECK = 5.0  # seconds

_checked: tuple[float, float] | None = None


class LedgerSetBack(LedgerUnavailable):
    """The database was set back or replaced: nothing may be shown until people say why."""


def require_anchor() -> None:
    """Compare the database's tree with the newest anchor, at most each 5 seconds.

    Asks no witness: one that can't be reached is an alarm, never a stop. Raises LedgerSetBack,
    and LedgerUnavailable where the database does not answer.
    """
    global _checked
    at = memory.anchored_at()
    if at is None:
        return
    now = time.monotonic()
    if _checked is not None and _checked[0] == at and now - _checked[1] < RECHECK:
        return
    _checked = None
    try:
        memory.require_beginning("auditor", memory.anchored())
    except (TreeBroken, NoteRefused) as broken:
        raise LedgerSetBack(str(broken)) from broken
    except (Error, OSError) as failure:
        raise LedgerUnavailable from failure
    _checked = (at, now)
