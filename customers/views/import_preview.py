"""How a file was read, what it becomes, and whose ids it carries."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from access.public_id import encode
from access.request import ActorRequest
from audit.ledger.event import Verb
from customers.imports.delimiter import DELIMITERS
from customers.imports.encoding import ENCODINGS
from customers.imports.errors import FileRefused
from customers.imports.fields import TARGETS
from customers.imports.own_import import may_still_change, own_import
from customers.imports.reasons import reason
from customers.imports.settle_import import settle_import
from customers.imports.sheet import open_sheet
from customers.records import customer_records
from customers.value_reasons import Reason

SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_preview(request: ActorRequest, import_id: int) -> HttpResponse:
    """Show the first rows; take the choices and go on to the columns."""
    imported = own_import(request.actor, import_id)
    if not may_still_change(imported) and imported.job:
        return redirect("customers:job", imported.job.pk)
    if request.method == "POST":
        try:
            _settle(request, import_id)
        except FileRefused as refused:
            return _page(request, import_id, reason(refused.code, **_about(refused)), 422)
        return redirect("customers:import-columns", import_id)
    return _page(request, import_id, None, 200)


def _settle(request: ActorRequest, import_id: int) -> None:
    given = request.POST
    settle_import(
        actor=request.actor,
        import_id=import_id,
        encoding=given.get("encoding", ""),
        delimiter=given.get("delimiter", ""),
        has_heading="has_heading" in given,
        target=given.get("target", ""),
        source=given.get("source", "").strip(),
    )


def _page(request: ActorRequest, import_id: int, why: Reason | None, status: int) -> HttpResponse:
    imported = own_import(request.actor, import_id)
    step = {"step": "PREVIEWED", "import": encode(import_id)}
    folio = customer_records.enter(request.actor, Verb.IMPORT, step)
    try:
        sheet = open_sheet(imported)
    except FileRefused as refused:
        sheet, why, status = None, reason(refused.code, **_about(refused)), 422
    context = {
        "imported": imported,
        "sheet": sheet,
        "rows": sheet.sample[:SHOWN] if sheet else (),
        "encodings": ENCODINGS,
        "delimiters": DELIMITERS,
        "targets": TARGETS,
        "chosen": request.POST or _before(imported),
        "reason": why,
        "folio": folio,
    }
    return render(request, "customers/imports/preview.html", context, status=status)


def _before(imported: object) -> dict[str, object]:
    names = ("encoding", "delimiter", "has_heading", "target", "source")
    return {name: getattr(imported, name) for name in names}


def _about(refused: FileRefused) -> dict[str, object]:
    return {"line": refused.line, **refused.detail}
