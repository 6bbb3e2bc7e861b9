"""Taking a person into the company."""

from access.actor import Actor
from access.administering import administering
from access.models import User


def add_person(*, actor: Actor, username: str, name: str, email: str) -> User:
    """Add a log-in without a password: an invitation lets the person set one."""
    user = User(username=username, name=name, email=email or None)
    user.set_unusable_password()
    with administering(actor, "add_person", ids=(user.pk,), fields=("username", "name", "email")):
        user.save()
    return user
