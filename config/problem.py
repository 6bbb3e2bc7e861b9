"""Errors of the API as RFC 9457 problems, in the language of the request."""

from http import HTTPStatus
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, NotFound, PermissionDenied, Throttled
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from access.api import Problem
from access.errors import (
    LevelTooLow,
    NoGrant,
    OtherPurpose,
    PurposeMissing,
    QueryRefused,
    RecordNotVisible,
    SecondStepMissing,
    WallsDrifted,
)
from audit.ledger.book import LedgerUnavailable

TYPE = "application/problem+json"

_DOOR: dict[type[Exception], tuple[int, str, Promise]] = {
    LedgerUnavailable: (503, "ledger-unavailable", _("The ledger can't be written just now.")),
    WallsDrifted: (503, "ledger-unavailable", _("The ledger can't be written just now.")),
    OperationalError: (503, "ledger-unavailable", _("The ledger can't be written just now.")),
    InterfaceError: (503, "ledger-unavailable", _("The ledger can't be written just now.")),
    RecordNotVisible: (404, "not-found", _("Absent, or not within your grants.")),
    Http404: (404, "not-found", _("Absent, or not within your grants.")),
    QueryRefused: (400, "query-refused", _("A parameter is unknown, or its value is no good.")),
    PurposeMissing: (403, "purpose-missing", _("Say for which purpose you ask.")),
    NoGrant: (403, "no-grant", _("No grant of yours allows this for the chosen purpose.")),
    OtherPurpose: (403, "other-purpose", _("This token is bound to another purpose.")),
    SecondStepMissing: (
        403,
        "second-step-missing",
        _("Your post demands a second step: log in with it and make a new token."),
    ),
    LevelTooLow: (403, "level-too-low", _("Your grants do not open this field.")),
}


def problem_response(failure: Exception, context: dict[str, Any]) -> Response | None:
    """The DRF exception handler: what it does not know stays a fault of ours."""
    found = next((_DOOR[kind] for kind in _DOOR if isinstance(failure, kind)), None)
    if found:
        set_rollback()
        status, code, title = found
        if isinstance(failure, QueryRefused):
            return _problem(context, status, code, title, parameter=failure.parameter)
        return _problem(context, status, code, title)
    answer = exception_handler(failure, context)
    if answer is None or not isinstance(failure, APIException):
        return answer
    if isinstance(failure, Problem):
        return _problem(
            context, failure.status_code, failure.code, failure.title, **failure.members
        )
    known = _of_rest_framework(failure, answer)
    kept = {key: answer[key] for key in ("WWW-Authenticate", "Retry-After") if key in answer}
    return _problem(context, answer.status_code, *known[0], headers=kept, **known[1])


def _of_rest_framework(
    failure: APIException, answer: Response
) -> tuple[tuple[str, str], dict[str, Any]]:
    phrase = HTTPStatus(answer.status_code).phrase.lower().replace(" ", "-")
    if isinstance(answer.data, dict) and set(answer.data) == {"detail"}:
        code = "refused" if isinstance(failure, PermissionDenied) else phrase
        code = "not-found" if isinstance(failure, NotFound) else code
        code = "too-many-requests" if isinstance(failure, Throttled) else code
        return (code, str(answer.data["detail"])), {}
    return ("invalid", str(_("Some values are no good."))), {"errors": answer.data}


def _problem(
    context: dict[str, Any],
    status: int,
    code: str,
    title: str | Promise,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Response:
    number = getattr(context["request"], "number", "")
    body = {"type": f"/problems/{code}", "title": str(title), "status": status, "code": code}
    body |= {"request": number} | more
    return Response(body, status=status, headers=headers, content_type=TYPE)
