"""One customer, a masked value of theirs, and who has seen them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from access.errors import LevelTooLow, QueryRefused
from access.public_id import decode, encode
from access.request import ActorRequest
from customers.forms.activity_form import ActivityForm
from customers.records import customer_records
from customers.views.readers import accesses_by_day, named_readers
from customers.views.revealing import Opened
from customers.views.sparkline import sparkline


@require_safe
@login_required
def customer(request: ActorRequest, customer_id: int) -> HttpResponse:
    """The customer in full."""
    return _page(request, customer_id)


@require_POST
@login_required
def customer_reveal(request: ActorRequest, customer_id: int) -> HttpResponse:
    """The same page with one value in clear; the value is in no address and in no log."""
    group, part = _asked(request.POST.get("reveal", ""))
    try:
        revealed = customer_records.reveal(request.actor, customer_id, group, part)
    except LevelTooLow:
        return _page(request, customer_id, refused=group, status=403)
    key = f"{group}:{encode(part) if part else ''}"
    return _page(request, customer_id, opened=Opened(key, revealed.value, revealed.folio))


@require_safe
@login_required
def customer_readers(request: ActorRequest, customer_id: int) -> HttpResponse:
    """The latest 500 accesses to the customer."""
    found, folio = customer_records.readers(request.actor, customer_id)
    context = {
        "customer_id": customer_id,
        "readers": named_readers(found),
        "days": accesses_by_day(found),
        "folio": folio,
    }
    return render(request, "customers/readers.html", context)


def _page(
    request: ActorRequest,
    customer_id: int,
    *,
    opened: Opened | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    sheet = customer_records.read(request.actor, customer_id)
    deals = sheet.card.deals
    context = {
        "sheet": sheet,
        "card": sheet.card,
        "folio": sheet.folio,
        "readers": named_readers(sheet.readers),
        "form": ActivityForm(),
        "activities": sheet.card.activities,
        "chart": sparkline(deals.quarters) if deals else None,
        "opened": opened,
        "refused": refused,
    }
    return render(request, "customers/customer.html", context, status=status)


def _asked(text: str) -> tuple[str, int | None]:
    group, _, part = text.partition(":")
    try:
        return group[:40], decode(part) if part else None
    except ValueError:
        raise QueryRefused("reveal") from None
