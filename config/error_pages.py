"""What a visitor reads when a page can't come: what happened, why, and what to do."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Somebody asked for something in a form that we don't take."""
    return _answer(request, 400, "bad-request", "400.html")


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Something in view was refused."""
    return _answer(request, 403, "refused", "refused.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """One page for what is absent and what is forbidden.

    No address of ours was asked for, so nothing was entered and the page does not say so.
    """
    return _answer(request, 404, "", "404.html")


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return _answer(request, 500, "broken", "500.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was left open too long, or that another site sent."""
    return _answer(request, 403, "form-expired", "form_expired.html")


def _answer(request: HttpRequest, status: int, code: str, template: str) -> HttpResponse:
    number = getattr(request, "number", "")
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"code": code or "not-found", "request": number}, status=status)
    return render(request, template, {"code": code, "number": number}, status=status)
