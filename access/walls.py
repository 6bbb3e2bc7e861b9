"""The serving side of check_walls: nothing is shown while the database's walls have drifted."""

import time

from django.conf import settings
from django.utils.module_loading import import_string

from access.errors import WallsDrifted
from audit.ledger.check_walls import drift

RECHECK = 300.0  # seconds

_checked_at: float | None = None


def require_walls() -> None:
    """Compare the walls with what the release declares, at first use and each 5 minutes.

    Raises WallsDrifted, again at each use until they are right.
    """
    global _checked_at
    now = time.monotonic()
    if _checked_at is not None and now - _checked_at < RECHECK:
        return
    _checked_at = None
    found = drift(import_string(settings.CUSTOS_WALLS))
    if found:
        raise WallsDrifted("; ".join(found))
    _checked_at = now
