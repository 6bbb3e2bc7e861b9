"""What a check found, the refused rows as a file, and the start."""

from itertools import islice
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from access.public_id import encode
from access.request import ActorRequest
from customers.imports.listing import SHOWN, present_import, refused_csv, refused_rows
from customers.imports.own_import import may_still_change, own_import
from customers.imports.reasons import reason
from customers.imports.sheet import heading_of
from customers.imports.start_import import (
    AlreadyImported,
    NothingToWrite,
    RowsRefused,
    earlier_import,
    start_import,
)
from customers.tasks import dispatch


@require_GET
@login_required
def import_check(request: ActorRequest, import_id: int) -> HttpResponse:
    """What would happen, row for row."""
    imported = own_import(request.actor, import_id)
    if imported.job and not may_still_change(imported):
        return redirect("customers:job", imported.job.pk)
    if imported.state != "CHECKED":
        return redirect("customers:import-columns", import_id)
    return _page(request, imported, 200)


@require_POST
@login_required
def import_start(request: ActorRequest, import_id: int) -> HttpResponse:
    """Start the writing, once; then its progress."""
    try:
        job = start_import(
            actor=request.actor,
            import_id=import_id,
            leave_out="leave_out" in request.POST,
            dispatch=dispatch,
        )
    except (AlreadyImported, NothingToWrite, RowsRefused) as stopped:
        imported = own_import(request.actor, import_id)
        return _page(request, imported, 409, type(stopped).__name__)
    return redirect("customers:job", job)


@require_GET
@login_required
def import_refused(request: ActorRequest, import_id: int) -> StreamingHttpResponse:
    """Every refused row, for a spreadsheet: where, why, how to mend it. No value."""
    imported = own_import(request.actor, import_id)
    lines = list(refused_csv(imported, heading_of(imported)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"refused-{encode(import_id)}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _page(request: ActorRequest, imported: Any, status: int, stopped: str = "") -> HttpResponse:
    earlier = earlier_import(imported)
    heading = heading_of(imported)
    shown = list(islice(refused_rows(imported, heading), SHOWN))
    codes = imported.counts.get("reasons", {})
    context = {
        "imported": imported,
        "card": present_import(imported),
        "counts": imported.counts,
        "refused": shown,
        "reasons": [(reason(code), count) for code, count in sorted(codes.items())],
        "earlier": earlier,
        "stopped": stopped,
    }
    return render(request, "customers/imports/check.html", context, status=status)
