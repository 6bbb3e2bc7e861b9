"""Whose post demands a second factor sets it up before anything else."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from access.models import User

# What somebody needs on the way there, or instead.
OPEN = frozenset(
    {
        "mfa_activate_totp",
        "account_reauthenticate",
        "account_login",
        "account_logout",
        "language",
        "health",
    }
)


class MfaGate:
    """Leads to enrolment; stands behind ActorMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_about_view: object) -> HttpResponse | None:
        """Where a page must wait for the second factor, go and set it up."""
        match = request.resolver_match
        if match is None or match.view_name in OPEN or not isinstance(request.user, User):
            return None
        actor = request.actor  # type: ignore[attr-defined]
        if not actor.requires_mfa or is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return None
        return redirect("mfa_activate_totp")
