"""A request as our views get it."""

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from access.actor import Actor
from access.models import User


class ActorRequest(HttpRequest):
    """Somebody who is logged in asks: `actor` under the grants of today, `number` in the ledger."""

    actor: Actor
    number: str
    user: User  # behind login_required
    session: SessionBase
