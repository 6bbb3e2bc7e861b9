"""The log-in, or the first run where there is no company yet."""

from allauth.account import views
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from access.models import Company


def log_in(request: HttpRequest) -> HttpResponseBase:
    """Let allauth ask for name and password."""
    if request.method == "GET" and not Company.objects.exists():
        return redirect("access:welcome")
    return views.login(request)
