"""Opening a closed log-in again."""

from access.actor import Actor
from access.administering import administering
from access.models import User


def reopen_person(*, actor: Actor, user_id: int) -> None:
    """Let the person in again, with the posts that are still in force."""
    with administering(actor, "reopen_person", ids=(user_id,), fields=("is_active",)):
        User.objects.filter(pk=user_id).update(is_active=True)
