"""Accepting an invitation."""

from django.db import transaction
from django.utils import timezone

from access.models import Invitation, User
from access.public_id import encode
from audit.ledger.book import write_note
from audit.ledger.event import Entry, Outcome, Verb


class InvitationUsed(Exception):
    """The link is unknown, was used, is too old, or its log-in is closed."""


def open_invitation(digest: str) -> Invitation:
    """The invitation whose token has this digest. Raises InvitationUsed."""
    found = Invitation.objects.filter(token_digest=digest).select_related("user").first()
    if found is None or not found.is_open:
        raise InvitationUsed
    return found


def accept_invitation(*, digest: str, name: str, password: str, request: str) -> User:
    """Set name and password, once. Raises InvitationUsed, LedgerUnavailable."""
    with transaction.atomic():
        invitation = open_invitation(digest)
        accepted = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(
            accepted_at=timezone.now()
        )
        if not accepted:  # another window was faster
            raise InvitationUsed
        user = invitation.user
        user.name = name
        user.set_password(password)
        user.save(update_fields=["name", "password"])
        write_note(_entry(user, request), Outcome.ALLOWED)
    return user


def _entry(user: User, request: str) -> Entry:
    body = {"channel": "WEB", "what": "accept_invitation", "fields": ["name", "password"]}
    return Entry(
        actor=encode(user.pk),
        verb=Verb.ADMINISTER,
        resource="access",
        ids=(user.pk,),
        request=request,
        body=body,
    )
