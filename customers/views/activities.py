"""A customer's notes and activities, and logging one."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from access.errors import LevelTooLow
from access.request import ActorRequest
from audit.ledger.event import Verb
from customers.activities import ActivitiesPart
from customers.forms.activity_form import ActivityForm
from customers.new_customer import CustomerRefused
from customers.records import customer_records
from customers.services.log_activity import log_activity, read_activity


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def activities(request: ActorRequest, customer_id: int) -> HttpResponse:
    """The latest 200; what is sent is logged once."""
    if request.method != "POST":
        return _page(request, customer_id)
    customer_records.require(request.actor, Verb.CHANGE, customer_id)
    posted = request.POST.dict()
    form = ActivityForm(posted)
    try:
        draft = read_activity(posted)
    except CustomerRefused as refused:
        return _page(request, customer_id, posted, refused.codes)
    try:
        _pk, is_new = log_activity(
            actor=request.actor, customer_id=customer_id, draft=draft, token=form.token
        )
    except LevelTooLow:
        return _page(request, customer_id, posted, status=403)
    said = gettext("It is logged.") if is_new else gettext("It had been logged already.")
    messages.success(request, said)
    return redirect("customers:detail", customer_id)


def _page(
    request: ActorRequest,
    customer_id: int,
    posted: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    sheet = customer_records.read_part(request.actor, customer_id, ActivitiesPart())
    form = ActivityForm(posted)
    form.refuse(codes or {})
    context = {
        "card": sheet.card,
        "sheet": sheet,
        "form": form,
        "activities": sheet.found,
        "folio": sheet.folio,
    }
    return render(request, "customers/activities.html", context, status=422 if codes else status)
