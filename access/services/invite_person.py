"""Inviting a person to set their password."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.administering import administering
from access.change_refused import ChangeRefused
from access.models import Invitation, User

LASTS = timedelta(days=7)


def invite_person(*, actor: Actor, user_id: int) -> str:
    """Make the one link that works for this person, and give its token: it is kept nowhere.

    Raises ChangeRefused for a closed log-in and for oneself.
    """
    token = secrets.token_urlsafe(32)
    with administering(actor, "invite_person", ids=(user_id,)):
        user = User.objects.get(pk=user_id)
        if not user.is_active:
            raise ChangeRefused("closed_log_in", _("This log-in is closed; open it first."))
        if user_id == actor.id:
            raise ChangeRefused("own_password", _("Change your own password under “My account”."))
        Invitation.objects.filter(user=user, accepted_at=None).delete()
        Invitation.objects.create(
            user=user, token_digest=digest_of(token), expires_at=timezone.now() + LASTS
        )
    return token


def digest_of(token: str) -> str:
    """What the database keeps of a token."""
    return sha256(token.encode()).hexdigest()
