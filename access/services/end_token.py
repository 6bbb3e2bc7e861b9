"""Taking a token back."""

from django.db import transaction

from access.actor import Actor
from access.errors import RecordNotVisible
from access.models import ApiToken
from access.services.make_token import token_entry
from audit.ledger.book import write_note
from audit.ledger.event import Outcome


def end_token(*, actor: Actor, number: int) -> None:
    """End a token of one's own, or as an administrator anybody's, from the next request on.

    Raises RecordNotVisible where there is none, and LedgerUnavailable.
    """
    with transaction.atomic():
        tokens = ApiToken.objects.filter(number=number)
        if not actor.administers:
            tokens = tokens.filter(user=actor.id)
        ended, _ = tokens.delete()
        if not ended:
            raise RecordNotVisible
        write_note(token_entry(actor, "end_token", number), Outcome.ALLOWED)
