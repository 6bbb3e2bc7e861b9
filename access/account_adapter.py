"""How allauth does things here: no open sign-up, our words, a note in the ledger."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from access.lock_out import person_named
from access.models import User
from access.sign_in_notes import note_sign_in
from access.visitor_address import visitor_address
from audit.ledger.event import Outcome, Verb

REAUTHENTICATION_TIMEOUT = 300  # seconds


class AccountAdapter(DefaultAccountAdapter):
    """Log-in by user name or e-mail, of people whom an administrator has invited."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Name or password is wrong. Please check both."),
        "email_password_mismatch": _("Name or password is wrong. Please check both."),
        "incorrect_password": _("The password is wrong."),
        "enter_current_password": _("Please give your current password."),
        "too_many_login_attempts": _("Too many attempts. Please try again in a few minutes."),
        "rate_limited": _("Too many attempts. Please try again in a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that axes counts by too."""
        return visitor_address(request)

    def format_email_subject(self, subject: str) -> str:
        """The subject as written, without the host in brackets."""
        return subject

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave the counting of passwords to axes; allauth counts the codes."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a refused log-in, also one that the lock-out refused."""
        person = person_named(credentials.get("email") or credentials.get("username") or "")
        is_locked = bool(getattr(request, "axes_locked_out", False))
        note_sign_in(request, Verb.LOG_IN, Outcome.REFUSED, person, locked_out=is_locked)

    def post_login(  # type: ignore[override]  # allauth passes its details by name
        self, request: HttpRequest, user: User, **details: Any
    ) -> HttpResponse:
        """Note the log-in and speak the person's language."""
        response = super().post_login(request, user, **details)
        note_sign_in(request, Verb.LOG_IN, Outcome.ALLOWED, user)
        if user.language:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                samesite="Lax",
            )
        return response

    def is_reauthentication_required(self, *, app: str, **about: Any) -> bool:
        """Ask for the password again, but not of somebody who gave it a moment ago."""
        if not super().is_reauthentication_required(app=app, **about):
            return False
        request = context.request
        latest = [record["at"] for record in get_authentication_records(request, request.user)]
        return not latest or time.time() - max(latest) > REAUTHENTICATION_TIMEOUT

    def logout(self, request: HttpRequest) -> None:
        """Note who leaves, while it is known."""
        if isinstance(request.user, User):
            note_sign_in(request, Verb.LOG_OUT, Outcome.ALLOWED, request.user)
        super().logout(request)
