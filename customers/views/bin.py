"""Deleting a customer, the bin, and taking one out of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.query import PageQuery
from access.request import ActorRequest
from audit.ledger.event import Verb
from customers.editing import EditingPart
from customers.list_query import read_place
from customers.records import binned_records, customer_records
from customers.services.change_customer import ChangedMeanwhile
from customers.services.create_customer import is_in_view
from customers.services.delete_customer import delete_customer, restore_customer

LONGEST = 64


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete_page(request: ActorRequest, customer_id: int) -> HttpResponse:
    """Ask once, then put it into the bin."""
    customer_records.require(request.actor, Verb.DELETE, customer_id)
    is_late = False
    if request.method == "POST":
        version = request.POST.get("version", "")[:LONGEST]
        try:
            delete_customer(actor=request.actor, customer_id=customer_id, version=version)
        except ChangedMeanwhile:
            is_late = True
        else:
            messages.success(request, gettext("The customer is in the bin."))
            return redirect("customers:list")
    sheet = customer_records.read_part(request.actor, customer_id, EditingPart(groups=("name",)))
    context = {"card": sheet.card, "is_late": is_late, "folio": sheet.folio}
    return render(request, "customers/delete.html", context, status=409 if is_late else 200)


@require_safe
@login_required
def binned(request: ActorRequest) -> HttpResponse:
    """The deleted customers that one may restore, by name."""
    after, before = read_place(request.GET.dict())
    binned_records.reached(request.actor, Verb.RESTORE, ())
    page = binned_records.page(request.actor, PageQuery(after=after, before=before))
    context = {"page": page, "folio": page.folio}
    return render(request, "customers/bin.html", context)


@require_POST
@login_required
def restore(request: ActorRequest, customer_id: int) -> HttpResponse:
    """Take it out; it is where it was."""
    restore_customer(actor=request.actor, customer_id=customer_id)
    messages.success(request, gettext("The customer was restored."))
    if is_in_view(request.actor, customer_id):
        return redirect("customers:detail", customer_id)
    return redirect("customers:bin")
