"""Closing an entry of the catalogue: customers keep it, forms offer it no longer."""

from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.change_refused import ChangeRefused
from customers.curating import curating
from customers.models import Classification


def close_entry(*, actor: Actor, entry_id: str) -> None:
    """Close it. Raises NoGrant, and ChangeRefused for the last one that is open: a customer
    must be classified."""
    with curating(actor, "close_entry", entry_id, fields=("is_active",)) as entries:
        if not any(one.is_active and one.pk != entry_id for one in entries):
            raise ChangeRefused("last_entry", _("It is the last one that is open. Add another."))
        Classification.objects.filter(pk=entry_id).update(is_active=False)


def reopen_entry(*, actor: Actor, entry_id: str) -> None:
    """Offer it again. Raises NoGrant."""
    with curating(actor, "reopen_entry", entry_id, fields=("is_active",)):
        Classification.objects.filter(pk=entry_id).update(is_active=True)
