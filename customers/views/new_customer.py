"""Creating one customer by hand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from access.request import ActorRequest
from customers.choices import Choices, region_names
from customers.forms.new_customer_form import NewCustomerForm, confirmed_ids
from customers.services.create_customer import (
    TwinsSeen,
    create_customer,
    is_in_view,
    require_creator,
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_customer(request: ActorRequest) -> HttpResponse:
    """The form; sent twice it makes one customer."""
    require_creator(request.actor)
    form = NewCustomerForm(Choices(request.actor), request.POST or None)
    if not form.is_valid():
        return _form(request, form)
    try:
        customer_id, is_new = create_customer(
            actor=request.actor,
            draft=form.draft,
            token=form.token,
            confirmed=confirmed_ids(request.POST.get("confirmed", "")),
        )
    except TwinsSeen as seen:
        return _form(request, form, seen)
    return _done(request, customer_id, is_new=is_new)


def _done(request: ActorRequest, customer_id: int, *, is_new: bool) -> HttpResponse:
    if is_new:
        messages.success(request, gettext("The customer was created."))
    else:
        messages.success(
            request,
            gettext("This form had been sent already: the customer was created once."),
        )
    if is_in_view(request.actor, customer_id):
        return redirect("customers:detail", customer_id)
    messages.success(request, gettext("Your grants do not show it to you."))
    return redirect("customers:new")


def _form(
    request: ActorRequest, form: NewCustomerForm, seen: TwinsSeen | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "regions": region_names(),
        "twins": seen.cards if seen else (),
        "folio": seen.folio if seen else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "customers/new.html", context, status=status)
