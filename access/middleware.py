"""The request's actor, and the answers when the door can't be used."""

import uuid
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from access.actor import Actor, actor_for
from access.errors import NoGrant, PurposeMissing, QueryRefused, RecordNotVisible, WallsDrifted
from access.models import User
from audit.ledger.book import LedgerUnavailable

UNAVAILABLE = (LedgerUnavailable, WallsDrifted, OperationalError, InterfaceError)


class ActorMiddleware:
    """Puts `request.actor` and `request.number` in place, and turns the door's exceptions into
    pages: nothing is shown when the ledger can't be written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.number = uuid.uuid4().hex  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        response = self._get_response(request)
        response["X-Request-ID"] = request.number  # type: ignore[attr-defined]
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        """Answer for the door; every other exception goes its way."""
        if isinstance(failure, UNAVAILABLE):
            return _page(request, 503, "ledger-unavailable", "503.html")
        if isinstance(failure, RecordNotVisible):
            return _page(request, 404, "not-found", "404.html")
        if isinstance(failure, QueryRefused):
            return _page(request, 400, "query-refused", "400.html", parameter=failure.parameter)
        if isinstance(failure, PurposeMissing) and request.method in {"GET", "HEAD"}:
            asked = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('access:purpose')}?{asked}")
        if isinstance(failure, (NoGrant, PurposeMissing)):
            return _page(request, 403, "no-grant", "refused.html")
        return None


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    number: str = request.number  # type: ignore[attr-defined]
    if not isinstance(user, User):
        return Actor(id=0, name="", request=number)
    return actor_for(user, purpose=request.session.get("purpose", ""), request=number)


def _page(
    request: HttpRequest, status: int, code: str, template: str, **context: str
) -> HttpResponse:
    number: str = request.number  # type: ignore[attr-defined]
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"code": code, "request": number}, status=status)
    return render(request, template, {"code": code, "number": number} | context, status=status)
