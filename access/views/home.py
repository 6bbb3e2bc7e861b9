"""Where somebody lands: staff at customers, officers at the ledger, administrators at people."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from access.purpose_choice import settle_purpose
from access.request import ActorRequest
from audit.ledger.event import Verb


@require_safe
@login_required
def home(request: ActorRequest) -> HttpResponse:
    """Send everybody to their own room."""
    actor = request.actor
    settle_purpose(request)
    if actor.watches:
        return redirect("oversight:events")
    if any(Verb.PAGE in grant.verbs for grant in actor.grants):
        if request.session.get("purpose") in actor.purposes:
            return redirect("customers:list")
        asked = urlencode({"next": reverse("customers:list")})
        return redirect(f"{reverse('access:purpose')}?{asked}")
    if actor.administers:
        return redirect("access:people")
    return render(request, "access/no_post.html")
