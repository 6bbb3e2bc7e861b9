"""All deals of one customer."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.public_id import encode
from access.request import ActorRequest
from customers.deals import DealPage, DealsPart
from customers.list_query import read_place
from customers.records import customer_records


@require_safe
@login_required
def customer_deals(request: ActorRequest, customer_id: int) -> HttpResponse:
    """One page of them, line by line."""
    after, before = read_place(request.GET.dict())
    part = DealsPart(after=after, before=before)
    sheet = customer_records.read_part(request.actor, customer_id, part)
    context = {
        "card": sheet.card,
        "page": sheet.found,
        "folio": sheet.folio,
        "turns": _turns(customer_id, sheet.found),
    }
    return render(request, "customers/deals.html", context)


def _turns(customer_id: int, page: DealPage | None) -> dict[str, str]:
    """The addresses of the page before and the next one."""
    here = reverse("customers:transactions", args=[customer_id])
    found = {}
    if page and page.deals and page.has_before:
        found["before"] = f"{here}?before={encode(page.deals[0].id)}"
    if page and page.deals and page.has_after:
        found["after"] = f"{here}?after={encode(page.deals[-1].id)}"
    return found
