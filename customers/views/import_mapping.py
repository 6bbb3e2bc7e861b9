"""The columns page and the values page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from access.public_id import encode
from access.request import ActorRequest
from audit.ledger.event import Verb
from customers.choices import Choices, region_names
from customers.forms.column_form import ColumnForm
from customers.forms.value_form import ValueForm
from customers.imports.column_values import column_values, maps_values
from customers.imports.errors import FileRefused
from customers.imports.keep_mapping import keep_mapping
from customers.imports.mapping import unsealed
from customers.imports.own_sheet import own_sheet
from customers.imports.reasons import reason
from customers.imports.shape import suggest_join
from customers.imports.sheet import Sheet
from customers.imports.start_import import start_check
from customers.imports.suggest_mapping import REMEMBERED, first_mapping
from customers.records import customer_records
from customers.tasks import dispatch


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_columns(request: ActorRequest, import_id: int) -> HttpResponse:
    """From which column, or which constant, each field comes."""
    sheet = own_sheet(request.actor, import_id)
    choices = Choices(request.actor)
    imported = sheet.imported
    mapping, origin = first_mapping(sheet, choices)
    form = ColumnForm(sheet, choices, mapping)
    if request.method == "POST" and (read := form.read(request.POST.dict())):
        keep_mapping(actor=request.actor, import_id=import_id, mapping=read)
        if maps_values(imported.target, read):
            return redirect("customers:import-values", import_id)
        return _check(request, import_id)
    step = {"step": "COLUMNS", "import": encode(import_id)}
    suggested = suggest_join(len(sheet.heading), sheet.sample, imported.delimiter)
    context = {
        "imported": imported,
        "sheet": sheet,
        "form": form,
        "is_remembered": origin == REMEMBERED,
        "suggested_join": suggested,
        "regions": region_names(),
        "folio": customer_records.enter(request.actor, Verb.IMPORT, step),
    }
    status = 422 if form.has_errors else 200
    return render(request, "customers/imports/columns.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_values(request: ActorRequest, import_id: int) -> HttpResponse:
    """What each value of a mapped column becomes; then the check is started."""
    sheet = own_sheet(request.actor, import_id)
    mapping = unsealed(sheet.imported.mapping)
    if mapping is None or not maps_values(sheet.imported.target, mapping):
        return redirect("customers:import-columns", import_id)
    try:
        found = column_values(sheet, mapping)
    except FileRefused as refused:
        return _refused(request, sheet, refused)
    form = ValueForm(found, Choices(request.actor), mapping)
    if request.method == "POST" and (read := form.read(request.POST.dict())):
        keep_mapping(actor=request.actor, import_id=import_id, mapping=read)
        return _check(request, import_id)
    step = {"step": "VALUES", "import": encode(import_id)}
    context = {
        "imported": sheet.imported,
        "sheet": sheet,
        "form": form,
        "regions": region_names(),
        "folio": customer_records.enter(request.actor, Verb.IMPORT, step),
    }
    status = 422 if form.has_errors else 200
    return render(request, "customers/imports/values.html", context, status=status)


def _check(request: ActorRequest, import_id: int) -> HttpResponse:
    job = start_check(actor=request.actor, import_id=import_id, dispatch=dispatch)
    return redirect("customers:job", job)


def _refused(request: ActorRequest, sheet: Sheet, refused: FileRefused) -> HttpResponse:
    why = reason(refused.code, line=refused.line, **refused.detail)
    context = {"imported": sheet.imported, "sheet": sheet, "reason": why}
    return render(request, "customers/imports/refused.html", context, status=422)
