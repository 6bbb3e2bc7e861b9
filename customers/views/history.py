"""The history of one customer, and an old version put back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from access.request import ActorRequest
from audit.ledger.event import Verb
from customers.choices import Choices
from customers.history import HistoryPart
from customers.new_customer import CustomerRefused
from customers.records import customer_records
from customers.services.change_customer import ChangedMeanwhile, restore_version
from customers.wording import field_label

LONGEST = 64


@require_safe
@login_required
def customer_history(request: ActorRequest, customer_id: int) -> HttpResponse:
    """Who changed what, and when."""
    sheet = customer_records.read_part(request.actor, customer_id, HistoryPart())
    context = {"card": sheet.card, "sheet": sheet, "folio": sheet.folio}
    return render(request, "customers/history.html", context)


@require_POST
@login_required
def restore_now(request: ActorRequest, customer_id: int, version: str) -> HttpResponse:
    """Put an old version back, as a new change."""
    customer_records.require(request.actor, Verb.CHANGE, customer_id)
    try:
        changed = restore_version(
            actor=request.actor,
            customer_id=customer_id,
            version=request.POST.get("version", "")[:LONGEST],
            wanted=version[:LONGEST],
            choices=Choices(request.actor, Verb.CHANGE),
        )
    except CustomerRefused as refused:
        fields = ", ".join(str(field_label(name)) for name in refused.codes)
        said = gettext(
            "Nothing was written: %(fields)s can't be what they were any more. Change them by hand."
        )
        messages.error(request, said % {"fields": fields})
    except ChangedMeanwhile:
        said = gettext("Somebody else changed it since. Nothing was written.")
        messages.error(request, said)
    else:
        said = (
            gettext("The version was put back.") if changed else gettext("Nothing was different.")
        )
        messages.success(request, said)
    return redirect("customers:history", customer_id)
