"""Closing the log-in of a person, for instance of a leaver."""

from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering, sign
from access.change_refused import ChangeRefused
from access.models import Invitation, User


def close_person(*, actor: Actor, user_id: int) -> None:
    """Let nobody in by this log-in from now on; posts and history stay as they are.

    Raises ChangeRefused for oneself and for the last administrator.
    """
    with administering(actor, "close_person", ids=(user_id,), fields=("is_active",)):
        if user_id == actor.id:
            raise ChangeRefused("own_log_in", _("You can't close your own log-in."))
        person = User.objects.get(pk=user_id)
        person.is_active = False
        sign(person, actor)
        person.save(update_fields=["is_active"])
        Invitation.objects.filter(user=user_id, accepted_at=None).delete()
