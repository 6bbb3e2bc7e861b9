"""Giving a program its token."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from access.actor import Actor
from access.change_refused import ChangeRefused
from access.models import ApiToken, User
from access.public_id import encode, new_id
from audit.ledger.book import write_note
from audit.ledger.event import Entry, Outcome, Verb

MOST = 20  # tokens of one person


@dataclass(frozen=True, kw_only=True)
class TokenTerms:
    """A name, the purpose it is bound to (or none), how long it works, from where (CIDR)."""

    name: str
    purpose: str | None
    lasts: timedelta
    networks: tuple[str, ...] = ()


def make_token(*, actor: Actor, terms: TokenTerms, with_code: bool) -> str:
    """Make a token for oneself, and give it: it is kept nowhere.

    Raises ChangeRefused for a purpose that is not theirs or too many tokens, LedgerUnavailable.
    """
    if terms.purpose is not None and terms.purpose not in actor.purposes:
        raise ChangeRefused("purpose", _("This purpose is not among yours."))
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=actor.id)
        if ApiToken.objects.filter(user=user).count() >= MOST:
            raise ChangeRefused("too_many", _("You have 20 tokens; end one that is not used."))
        number = new_id()
        _token, secret = ApiToken.objects.create(  # type: ignore[no-untyped-call]
            user,
            expiry=terms.lasts,
            number=number,
            name=terms.name,
            purpose_id=terms.purpose,
            networks=list(terms.networks),
            with_code=with_code,
        )
        write_note(token_entry(actor, "make_token", number), Outcome.ALLOWED)
    return str(secret)


def token_entry(actor: Actor, what: str, number: int) -> Entry:
    """What the ledger says of a change to a token: its number, never what it is."""
    return Entry(
        actor=encode(actor.id),
        verb=Verb.ADMINISTER,
        resource="access.apitoken",
        ids=(number,),
        request=actor.request,
        body={"channel": actor.channel, "what": what},
    )
