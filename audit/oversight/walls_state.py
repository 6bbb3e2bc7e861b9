"""Whether the database's walls stand as this release declares them, in words for a page."""

from django.conf import settings
from django.utils.module_loading import import_string

from audit.ledger.check_walls import drift


def walls_state() -> list[str]:
    """Each difference; empty while all is as declared."""
    return drift(import_string(settings.CUSTOS_WALLS))
