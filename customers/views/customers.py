"""The list of customers."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.request import ActorRequest
from audit.ledger.event import Verb
from customers.list_query import read_query
from customers.records import customer_records
from customers.views.listing import Listing


@require_safe
@login_required
def customers(request: ActorRequest) -> HttpResponse:
    """One page of the customers in reach; HEAD is a read too."""
    query = read_query(request.GET.dict())
    page = customer_records.page(request.actor, query)
    listing = Listing(request, query, page)
    context = {
        "page": page,
        "listing": listing,
        "folio": page.folio,
        "may_create": bool(request.actor.holding(Verb.CREATE)),
        "may_restore": bool(request.actor.holding(Verb.RESTORE)),
        "may_import": bool(request.actor.holding(Verb.IMPORT)),
    }
    return render(request, "customers/list.html", context)
