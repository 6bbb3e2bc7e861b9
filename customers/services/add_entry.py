"""Adding an entry to the catalogue."""

import re

from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.change_refused import ChangeRefused
from customers.curating import curating
from customers.models import Axis, Classification

LONGEST_CODE = 40


def add_entry(*, actor: Actor, axis: str, name_zh: str, name_en: str) -> str:
    """Add it behind the others of its axis; its id. Raises NoGrant, ChangeRefused."""
    with curating(actor, "add_entry", f"{Axis(axis)}:", fields=("name_zh", "name_en")) as entries:
        require_new_name(entries, name_zh)
        entry = Classification.objects.create(
            id=_new_id(axis, name_en, {one.pk for one in entries}),
            axis=axis,
            name_zh=name_zh,
            name_en=name_en,
            position=1 + max((one.position for one in entries), default=0),
        )
    return entry.pk


def require_new_name(entries: list[Classification], name_zh: str, but: str = "") -> None:
    """No other entry of the axis is called so. Raises ChangeRefused."""
    if any(one.name_zh == name_zh and one.pk != but for one in entries):
        raise ChangeRefused("name_taken", _("Another entry has this name already."))


def _new_id(axis: str, name_en: str, taken: set[str]) -> str:
    """The English name as a code; what follows an id never changes, as filters are kept."""
    code = re.sub(r"[^A-Z0-9]+", "_", name_en.upper())[:LONGEST_CODE].strip("_") or "ENTRY"
    numbered = (f"{axis}:{code}{f'_{number}' if number > 1 else ''}" for number in range(1, 1000))
    return next(found for found in numbered if found not in taken)
