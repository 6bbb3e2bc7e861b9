"""What the worker does for the door: each minute, each five minutes, each night."""

import logging
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils.module_loading import import_string

from access.reaper import close_abandoned
from audit.ledger import book
from audit.ledger.abandoned import age
from audit.ledger.check_walls import drift
from audit.ledger.event import Entry, Outcome, Verb

log = logging.getLogger(__name__)

LATELY = timedelta(hours=2)
DAY = timedelta(days=1)


@shared_task(name="access.close_abandoned")
def close_abandoned_task() -> None:
    """Close what broke off in the last two hours."""
    close_abandoned(LATELY)


@shared_task(name="access.count_refusals")
def count_refusals_task() -> None:
    """Write one event for each minute in which somebody was refused over 60 times."""
    book.write_counted_refusals()


@shared_task(name="access.close_long_abandoned")
def close_long_abandoned_task() -> None:
    """Close what broke off before, a day at a time, as while the whole product stood still."""
    until = LATELY - timedelta(minutes=5)
    while until < age() + DAY:
        while close_abandoned(until + DAY, until=until):
            pass
        until += DAY


@shared_task(name="access.check_walls")
def check_walls_task() -> None:
    """Put a drift of the walls into the ledger, where the officers see it.

    Each serving process looks for itself and shows nothing meanwhile (access/walls.py).
    """
    found = drift(import_string(settings.CUSTOS_WALLS))
    if found:
        log.error("the walls have drifted: %s", "; ".join(found))
        body = {"drift": found[:20], "differences": len(found)}
        entry = Entry(actor="system:walls", verb=Verb.CHECK, resource="database", body=body)
        book.write_note(entry, Outcome.ERROR)
