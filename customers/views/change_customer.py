"""Changing one customer."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from access.request import ActorRequest
from access.showing import Shown
from audit.ledger.event import Verb
from customers.card_words import words_of
from customers.changeable import fields_within, values_of
from customers.choices import Choices, region_names
from customers.editing import Editing, EditingPart
from customers.forms.change_customer_form import ChangeCustomerForm, typed_values
from customers.new_customer import CustomerRefused
from customers.records import customer_records
from customers.services.change_customer import ChangedMeanwhile, change_customer
from customers.services.create_customer import is_in_view

LONGEST = 64


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else changed; `mine` where the form says something else again."""

    label: str | Promise
    before: Shown
    now: Shown
    is_mine: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_customer_page(request: ActorRequest, customer_id: int) -> HttpResponse:
    """The form; what somebody else wrote since it was opened is shown and not written over."""
    customer_records.require(request.actor, Verb.CHANGE, customer_id)
    choices = Choices(request.actor, Verb.CHANGE)
    if request.method != "POST":
        return _form(request, customer_id, choices)
    version = request.POST.get("version", "")[:LONGEST]
    typed = typed_values(request.POST.dict(), choices)
    try:
        changed = change_customer(
            actor=request.actor,
            customer_id=customer_id,
            version=version,
            given=typed,
            choices=choices,
        )
    except CustomerRefused as refused:
        return _form(request, customer_id, choices, typed, refused.codes, version=version)
    except ChangedMeanwhile:
        return _form(request, customer_id, choices, typed, {}, version=version, is_late=True)
    return _done(request, customer_id, is_changed=bool(changed))


def _done(request: ActorRequest, customer_id: int, *, is_changed: bool) -> HttpResponse:
    said = gettext("The changes were written.") if is_changed else gettext("Nothing was different.")
    messages.success(request, said)
    if is_in_view(request.actor, customer_id):
        return redirect("customers:detail", customer_id)
    messages.success(request, gettext("Your grants no longer show this customer to you."))
    return redirect("customers:list")


def _form(
    request: ActorRequest,
    customer_id: int,
    choices: Choices,
    typed: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
    *,
    version: str = "",
    is_late: bool = False,
) -> HttpResponse:
    part = EditingPart(version=version if is_late else "")
    sheet = customer_records.read_part(request.actor, customer_id, part)
    groups = sheet.editable.clear
    meanwhile = _meanwhile(sheet.found, groups, typed or {}) if is_late else []
    kept = _untouched_follow(sheet.found, typed) if is_late and typed else typed
    form = ChangeCustomerForm(sheet.found.now, groups, choices, kept)
    if not is_late:
        form.version = version or form.version
    form.refuse(codes or {})
    context = {
        "form": form,
        "card": sheet.found.now,
        "regions": region_names(),
        "is_late": is_late,
        "meanwhile": meanwhile,
        "may_delete": sheet.editable.may_delete,
        "folio": sheet.folio,
    }
    status = 200 if typed is None else 409 if is_late else 422
    return render(request, "customers/change.html", context, status=status)


def _meanwhile(
    editing: Editing, groups: frozenset[str], typed: Mapping[str, str]
) -> list[Meanwhile]:
    """The fields that differ from the form's version; from what was typed where it is unknown."""
    now, words = values_of(editing.now), words_of(editing.now)
    before = values_of(editing.before) if editing.before else {**now, **typed}
    said = words_of(editing.before) if editing.before else {}
    return [
        Meanwhile(
            label=field.label,
            before=said.get(field.name, Shown(words[field.name].group, words[field.name].level)),
            now=words[field.name],
            is_mine=typed.get(field.name, before[field.name]).strip() != before[field.name],
        )
        for field in fields_within(groups)
        if before[field.name] != now[field.name]
    ]


def _untouched_follow(editing: Editing, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed stays; a field that was left alone follows the other's change, or sending
    the form again would take it back unseen."""
    before, now = (values_of(editing.before) if editing.before else {}), values_of(editing.now)
    return {
        name: now[name] if before.get(name) == value.strip() and name in now else value
        for name, value in typed.items()
    }
