"""Choosing the purpose, once for each piece of work."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from access.models import Purpose
from access.purpose_choice import choose
from access.request import ActorRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choose_purpose(request: ActorRequest) -> HttpResponse:
    """Ask for it, or take the answer and go where the person was going."""
    asked = request.POST if request.method == "POST" else request.GET
    after = safe_next(request, asked.get("next", ""))
    chosen = request.POST.get("purpose", "")
    if chosen in request.actor.purposes:
        choose(request, chosen)
        return redirect(after)
    purposes = Purpose.objects.filter(code__in=request.actor.purposes)
    status = 400 if request.method == "POST" else 200
    context = {"purposes": purposes, "next": after}
    return render(request, "access/purpose.html", context, status=status)


def safe_next(request: ActorRequest, address: str) -> str:
    """The address where it is one of ours, else home."""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else "/"
