"""Adding, changing and removing a customer's contacts."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from access.request import ActorRequest
from audit.ledger.event import Verb
from customers.contacts import ContactPart
from customers.editing import EditingPart
from customers.forms.contact_form import ContactForm, typed_contact
from customers.new_customer import CustomerRefused
from customers.records import customer_records
from customers.services.change_contact import add_contact, change_contact, remove_contact
from customers.services.change_customer import ChangedMeanwhile

LONGEST = 64


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_contact(request: ActorRequest, customer_id: int) -> HttpResponse:
    """A new contact."""
    customer_records.require(request.actor, Verb.CHANGE, customer_id)
    if request.method != "POST":
        return _new_form(request, customer_id)
    posted = request.POST.dict()
    given = typed_contact(posted, is_new=True)
    try:
        add_contact(actor=request.actor, customer_id=customer_id, given=given)
    except CustomerRefused as refused:
        return _new_form(request, customer_id, posted, refused.codes)
    return _done(request, customer_id, gettext("The contact was added."))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_contact_page(request: ActorRequest, customer_id: int, contact_id: int) -> HttpResponse:
    """A contact with its numbers."""
    customer_records.require(request.actor, Verb.CHANGE, customer_id)
    if request.method != "POST":
        return _form(request, customer_id, contact_id)
    posted = request.POST.dict()
    try:
        changed = change_contact(
            actor=request.actor,
            customer_id=customer_id,
            contact_id=contact_id,
            version=posted.get("version", "")[:LONGEST],
            given=typed_contact(posted, is_new=False),
        )
    except CustomerRefused as refused:
        return _form(request, customer_id, contact_id, posted, refused.codes)
    except ChangedMeanwhile:
        return _form(request, customer_id, contact_id, posted, {}, is_late=True)
    said = gettext("The changes were written.") if changed else gettext("Nothing was different.")
    return _done(request, customer_id, said)


@require_POST
@login_required
def remove_contact_now(request: ActorRequest, customer_id: int, contact_id: int) -> HttpResponse:
    """Take a contact away; the history keeps it."""
    try:
        remove_contact(
            actor=request.actor,
            customer_id=customer_id,
            contact_id=contact_id,
            version=request.POST.get("version", "")[:LONGEST],
        )
    except CustomerRefused as refused:
        return _form(request, customer_id, contact_id, None, refused.codes)
    except ChangedMeanwhile:
        return _form(request, customer_id, contact_id, None, is_late=True)
    return _done(request, customer_id, gettext("The contact was removed."))


def _done(request: ActorRequest, customer_id: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("customers:detail", customer_id)


def _new_form(
    request: ActorRequest,
    customer_id: int,
    posted: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
) -> HttpResponse:
    sheet = customer_records.read_part(request.actor, customer_id, EditingPart(groups=("name",)))
    form = ContactForm(sheet.editable, None, posted)
    form.refuse(codes or {})
    context = {"form": form, "customer": sheet.card, "folio": sheet.folio}
    return render(request, "customers/contact.html", context, status=422 if codes else 200)


def _form(
    request: ActorRequest,
    customer_id: int,
    contact_id: int,
    posted: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
    *,
    is_late: bool = False,
) -> HttpResponse:
    sheet = customer_records.read_part(request.actor, customer_id, ContactPart(contact=contact_id))
    form = ContactForm(sheet.editable, sheet.found, posted or None)
    if posted and not is_late:
        form.version = posted.get("version", "")[:LONGEST]
    form.refuse(codes or {})
    context = {
        "form": form,
        "customer": sheet.card,
        "contact": sheet.found,
        "is_late": is_late,
        "now": ContactForm(sheet.editable, sheet.found).rows if is_late else (),
        "folio": sheet.folio,
    }
    status = 409 if is_late else 422 if codes else 200
    return render(request, "customers/contact.html", context, status=status)
