"""The lock-out after too many wrong passwords: whom it counts, and what the locked one reads."""

from datetime import timedelta
from hashlib import blake2b
from math import ceil
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from access.models import User


def person_named(typed: str) -> User | None:
    """Whom somebody means who types this name or e-mail at the log-in."""
    name = typed.strip()
    if not name or len(name) > 254 or "\0" in name:
        return None
    return User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).first()


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Under which name axes counts: the person's id, however their name was typed.

    An unknown name is kept as a keyed digest, for people also type passwords there.
    """
    given = credentials or {}
    typed = str(given.get("email") or given.get("username") or request.POST.get("login", ""))
    person = person_named(typed)
    if person is not None:
        return str(person.pk)
    key = settings.SECRET_KEY.encode()[:64]
    return blake2b(typed.strip().casefold().encode(), key=key, digest_size=12).hexdigest()


def locked_out(
    request: HttpRequest,
    _original: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of whoever must wait, with the minutes left."""
    left = _time_left(request, credentials)
    minutes = ceil(left.total_seconds() / 60)
    response = render(request, "account/locked_out.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(ceil(left.total_seconds()))
    return response


def _time_left(request: HttpRequest, credentials: dict[str, Any] | None) -> timedelta:
    pause: timedelta = get_cool_off(request) or timedelta()
    implementation: Any = AxesProxyHandler.get_implementation()
    times = [
        attempt.attempt_time
        for attempts in implementation.get_user_attempts(request, credentials)
        for attempt in attempts
    ]
    if not times:
        return pause
    left: timedelta = max(times) + pause - timezone.now()
    return max(left, timedelta(minutes=1))
