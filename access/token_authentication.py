"""Log-in of a program: its token, from where the token may be used."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox import auth
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from access.models import ApiToken, User
from access.public_id import encode
from access.visitor_address import is_within, visitor_address
from audit.ledger.book import write_refusal
from audit.ledger.event import Entry, Verb

# How exact "last used" is: a busy program does not write at each request.
SELDOM = timedelta(minutes=1)


class TokenAuthentication(auth.TokenAuthentication):
    """`Authorization: Token custos_...`, where the token may be used."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The person and the token, or None without one. Raises AuthenticationFailed."""
        found = super().authenticate(request)  # type: ignore[no-untyped-call]
        if found is None:
            return None
        user, token = found
        if token.networks and not is_within(visitor_address(request._request), token.networks):
            write_refusal(_entry(user, token, request))
            raise AuthenticationFailed(_("This token may not be used from your network."))
        _note_use(token)
        return user, token


def _note_use(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > SELDOM:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _entry(user: User, token: ApiToken, request: Request) -> Entry:
    return Entry(
        actor=encode(user.pk),
        verb=Verb.LOG_IN,
        resource="access.apitoken",
        ids=(token.number,),
        request=getattr(request._request, "number", ""),
        body={"channel": "API", "refused": "network"},
    )


class TokenScheme(KnoxTokenScheme):  # type: ignore[no-untyped-call]
    """How the schema describes it."""

    target_class = "access.token_authentication.TokenAuthentication"
    name = "token"
