"""The serving rules: nothing is shown while the database's walls have drifted, or the database is
not the continuation of what has left it."""

import time

from django.conf import settings
from django.utils.module_loading import import_string

from access.errors import WallsDrifted
from audit.ledger.check_walls import drift
from audit.ledger.serving import require_anchor

RECHECK = 300.0  # seconds

_checked_at: float | None = None


def require_walls() -> None:
    """Compare the walls with what the release declares, at first use and each 5 minutes, and
    the ledger with its newest anchor, each 5 seconds.

    Raises WallsDrifted and LedgerSetBack, again at each use until all is right.
    """
    global _checked_at
    require_anchor()
    now = time.monotonic()
    if _checked_at is not None and now - _checked_at < RECHECK:
        return
    _checked_at = None
    found = drift(import_string(settings.CUSTOS_WALLS))
    if found:
        raise WallsDrifted("; ".join(found))
    _checked_at = now
