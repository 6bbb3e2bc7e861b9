"""Correcting what the log-in of a person says."""

from access.actor import Actor
from access.administering import administering
from access.models import User


def change_person(*, actor: Actor, user_id: int, username: str, name: str, email: str) -> User:
    """Change user name, name and e-mail."""
    given = {"username": username, "name": name, "email": email or None}
    user = User.objects.get(pk=user_id)
    changed = [field for field, value in given.items() if getattr(user, field) != value]
    if not changed:
        return user
    with administering(actor, "change_person", ids=(user_id,), fields=changed):
        for field in changed:
            setattr(user, field, given[field])
        user.save(update_fields=changed)
    return user
