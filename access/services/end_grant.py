"""Ending a grant."""

from datetime import date, timedelta

from django.utils import timezone

from access.actor import Actor
from access.administering import administering, sign
from access.models import Grant
from access.services.change_post import require_not_own


def end_grant(*, actor: Actor, grant_id: int) -> None:
    """End it at once. Raises ChangeRefused for a grant of a post of one's own."""
    grant = Grant.objects.get(pk=grant_id)
    yesterday = timezone.localdate() - timedelta(days=1)
    with administering(actor, "end_grant", ids=(grant.post_id, grant_id), fields=("ends_on",)):
        require_not_own(actor, grant.post_id)
        end_after(grant, yesterday, actor=actor)


def end_after(grant: Grant, last_day: date, *, actor: Actor) -> None:
    """Let that be its last day; one that was never in force for a whole day goes altogether."""
    sign(grant, actor)
    if grant.starts_on > last_day:
        grant.delete()
    else:
        grant.ends_on = last_day
        grant.save()
