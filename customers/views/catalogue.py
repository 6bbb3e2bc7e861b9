"""The catalogue of classifications, for data stewards."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.change_refused import ChangeRefused
from access.request import ActorRequest
from customers.catalogue_reading import EntryCard, catalogue, catalogue_entry
from customers.curating import require_curator
from customers.forms.entry_form import EntryForm
from customers.services.add_entry import add_entry
from customers.services.close_entry import close_entry, reopen_entry
from customers.services.move_entry import move_entry
from customers.services.rename_entry import rename_entry
from customers.wording import AXIS_LABELS

PLACES = {"up": -1, "down": 1}


@require_safe
@login_required
def entries(request: ActorRequest) -> HttpResponse:
    """Every axis with its entries."""
    require_curator(request.actor)
    axes = [(axis, AXIS_LABELS[axis], found) for axis, found in catalogue().items()]
    return render(request, "customers/catalogue.html", {"axes": axes})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: ActorRequest, axis: str) -> HttpResponse:
    """Add an entry to an axis."""
    require_curator(request.actor)
    if axis not in AXIS_LABELS:
        raise Http404
    form = EntryForm(request.POST or None)
    if form.is_valid() and _try(
        request, form, lambda: add_entry(actor=request.actor, axis=axis, **form.cleaned_data)
    ):
        return redirect("customers:catalogue")
    return _form(request, form, axis)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: ActorRequest, entry_id: str) -> HttpResponse:
    """Rename an entry, or close it."""
    entry = _found(request, entry_id)
    names = {"name_zh": entry.name_zh, "name_en": entry.name_en}
    form = EntryForm(request.POST or None, initial=names)
    if form.is_valid() and _try(
        request,
        form,
        lambda: rename_entry(actor=request.actor, entry_id=entry.id, **form.cleaned_data),
    ):
        return redirect("customers:catalogue")
    return _form(request, form, entry.axis, entry)


@require_POST
@login_required
def move(request: ActorRequest, entry_id: str) -> HttpResponse:
    """One place up or down."""
    entry = _found(request, entry_id)
    places = PLACES.get(request.POST.get("to", ""), 0)
    move_entry(actor=request.actor, entry_id=entry.id, places=places)
    return redirect("customers:catalogue")


@require_POST
@login_required
def close(request: ActorRequest, entry_id: str) -> HttpResponse:
    """Close it, or say why not."""
    entry = _found(request, entry_id)
    try:
        close_entry(actor=request.actor, entry_id=entry.id)
    except ChangeRefused as refused:
        messages.error(request, str(refused.reason))
        return redirect("customers:entry", entry.id)
    return _done(request)


@require_POST
@login_required
def reopen(request: ActorRequest, entry_id: str) -> HttpResponse:
    """Open it again."""
    entry = _found(request, entry_id)
    reopen_entry(actor=request.actor, entry_id=entry.id)
    return _done(request)


def _found(request: ActorRequest, entry_id: str) -> EntryCard:
    require_curator(request.actor)
    entry = catalogue_entry(entry_id)
    if entry is None:
        raise Http404
    return entry


def _try(request: ActorRequest, form: EntryForm, change: Callable[[], object]) -> bool:
    try:
        change()
    except ChangeRefused as refused:
        form.add_error("name_zh", str(refused.reason))
        return False
    messages.success(request, gettext("Saved."))
    return True


def _done(request: ActorRequest) -> HttpResponse:
    messages.success(request, gettext("Saved."))
    return redirect("customers:catalogue")


def _form(
    request: ActorRequest, form: EntryForm, axis: str, entry: EntryCard | None = None
) -> HttpResponse:
    context = {"form": form, "axis": AXIS_LABELS[axis], "entry": entry}
    status = 422 if form.is_bound else 200
    return render(request, "customers/catalogue_entry.html", context, status=status)
