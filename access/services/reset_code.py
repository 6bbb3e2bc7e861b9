"""Taking away the second step of a person whose phone is lost."""

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering
from access.change_refused import ChangeRefused


def reset_code(*, actor: Actor, user_id: int) -> None:
    """Forget the authenticator app and the recovery codes; the post may ask for new ones.

    Raises ChangeRefused for oneself.
    """
    with administering(actor, "reset_code", ids=(user_id,)):
        if user_id == actor.id:
            raise ChangeRefused(
                "own_code", _("You can't reset your own second step; another administrator can.")
            )
        Authenticator.objects.filter(user=user_id).delete()
