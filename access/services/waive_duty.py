"""Waiving, in writing, that two duties are held by two people."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering, sign
from access.change_refused import ChangeRefused
from access.models import Apart, Waiver
from access.waiving import SMALL, people_at_work


def waive_duty(*, actor: Actor, pair: Apart, reason: str) -> Waiver:
    """Write the waiver down; shown from then on. Raises ChangeRefused for a company of five
    people or more."""
    today = timezone.localdate()
    waiver = Waiver(pair=pair, reason=reason, given_by_id=actor.id, starts_on=today)
    with administering(actor, "waive_duty", ids=(waiver.pk,), fields=("pair", "reason")):
        waiver.people = people_at_work()
        if waiver.people >= SMALL:
            raise ChangeRefused(
                "not_small",
                _("Five people or more work here: two of them can share these duties."),
            )
        sign(waiver, actor)
        waiver.save()
    return waiver


def end_waiver(*, actor: Actor, waiver_id: int) -> None:
    """End it with today."""
    waiver = Waiver.objects.get(pk=waiver_id)
    with administering(actor, "end_waiver", ids=(waiver_id,), fields=("ends_on",)):
        waiver.ends_on = timezone.localdate()
        sign(waiver, actor)
        waiver.save()
