"""Opening a closed log-in again."""

from access.actor import Actor
from access.administering import administering, sign
from access.models import User


def reopen_person(*, actor: Actor, user_id: int) -> None:
    """Let the person in again, with the posts that are still in force."""
    with administering(actor, "reopen_person", ids=(user_id,), fields=("is_active",)):
        person = User.objects.get(pk=user_id)
        person.is_active = True
        sign(person, actor)
        person.save(update_fields=["is_active"])
