"""Destroy files whose imports were never started, and files that belong to none."""

import time
from datetime import timedelta

from django.db.models.functions import Now

from customers.imports.limits import DAYS_KEPT
from customers.imports.storage import delete, names
from customers.models import Import, ImportState

_DAY = 24 * 3600


def sweep_uploads() -> int:
    """How many files were destroyed."""
    old = Import.objects.filter(
        state__in=[ImportState.DRAFT, ImportState.CHECKED],
        changed_at__lt=Now() - timedelta(days=DAYS_KEPT),
    )
    old.update(state=ImportState.ABANDONED, stored_name="")
    kept = set(Import.objects.exclude(stored_name="").values_list("stored_name", flat=True))
    # A day's grace: a file is there before the row of its import.
    stray = [name for name, at in names() if name not in kept and at < time.time() - _DAY]
    for name in stray:
        delete(name)
    return len(stray)
