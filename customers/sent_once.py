"""What is sent twice is made once: a form's token, or a program's key, fixes the record's id."""

import secrets

from django.utils.crypto import salted_hmac

from access.actor import Actor
from access.public_id import BITS

LONGEST = 200


def new_token() -> str:
    """A token for one form."""
    return secrets.token_urlsafe(18)


def id_for(actor: Actor, token: str) -> int:
    """The id that this person's token stands for.

    Made with a key, so that nobody can aim at the id of a record that is there already; of the
    token alone, so that no id holds anything of what was typed.
    """
    digest = salted_hmac("customers.sent_once", f"{actor.id}:{token}", algorithm="sha256").digest()
    return int.from_bytes(digest[:8]) >> (64 - BITS)
