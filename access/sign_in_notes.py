"""What the ledger says of log-ins: allowed, refused, ended. Never a name that a stranger typed."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest

from access.models import User
from access.public_id import encode
from access.visitor_address import visitor_address
from audit.ledger.book import LedgerUnavailable, write_note, write_refusal
from audit.ledger.event import Entry, Outcome, Verb

ANONYMOUS = "anonymous"


def note_sign_in(
    request: HttpRequest, verb: Verb, outcome: Outcome, user: User | None, **body: Any
) -> None:
    """Write it where the ledger can be written.

    Signing in shows no customer, and who repairs a broken ledger must get in: so this one note is
    let go when the ledger is down. Everything behind the log-in still asks the ledger first.
    """
    # Whoever was refused has proved nothing: the account they tried is the subject, not the actor.
    is_known = user is not None and outcome is Outcome.ALLOWED
    entry = Entry(
        actor=encode(user.pk) if user is not None and is_known else ANONYMOUS,
        verb=verb,
        resource="access.user",
        ids=(user.pk,) if user is not None else (),
        request=getattr(request, "number", ""),
        body={"channel": "WEB"} | body,
    )
    with suppress(LedgerUnavailable):
        if outcome is Outcome.REFUSED:
            write_refusal(entry, by=visitor_address(request))
        else:
            write_note(entry, outcome)
