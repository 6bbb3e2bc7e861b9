"""Who publishes a grant does not approve a request under it."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.change_refused import ChangeRefused
from access.models import Apart, Grant
from access.waiving import waiver_in_force


def require_another_publisher(actor: Actor, grants: Collection[int]) -> None:
    """Called before a request that rests on these grants is approved.

    Raises ChangeRefused where the actor published one of them, unless that is waived.
    """
    published = Grant.objects.filter(pk__in=grants, draft__publisher=actor.id).exists()
    if published and waiver_in_force(Apart.PUBLISH_APPROVE) is None:
        raise ChangeRefused(
            "duties_apart",
            _("You published the grant behind this request; somebody else approves it."),
        )
