"""The list of one's own imports, and taking a new file."""

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from access.request import ActorRequest
from customers.imports.errors import FileRefused
from customers.imports.listing import own_imports
from customers.imports.own_import import require_import
from customers.imports.reasons import reason
from customers.imports.sealing_handler import SealingHandler
from customers.imports.take_upload import require_size, take_sealed


@require_GET
@login_required
def imports(request: ActorRequest) -> HttpResponse:
    """Everything this person has brought in, with how far it is."""
    require_import(request.actor)
    found = own_imports(request.actor)
    return render(request, "customers/imports/list.html", {"imports": found})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_new(request: ActorRequest) -> HttpResponse:
    """Take a file. The check against forgery comes after the handler that seals the file is in
    place: looking for its token reads the body."""
    if request.method == "POST":
        try:
            require_size(request.META.get("CONTENT_LENGTH") or "")
        except FileRefused as too_large:
            return _form(request, too_large, 413)
        request.upload_handlers = [SealingHandler(request)]
    return _import_new(request)


@csrf_protect
def _import_new(request: ActorRequest) -> HttpResponse:
    require_import(request.actor)
    if request.method != "POST":
        return _form(request)
    request.POST  # noqa: B018 - reads the body
    handler = cast(SealingHandler, request.upload_handlers[0])
    try:
        made = take_sealed(actor=request.actor, handler=handler)
    except FileRefused as refused:
        return _form(request, refused, 413 if refused.code == "too_large" else 422)
    return redirect("customers:import", made)


def _form(
    request: HttpRequest, refused: FileRefused | None = None, status: int = 200
) -> HttpResponse:
    why = reason(refused.code, line=refused.line, **refused.detail) if refused else None
    context = {"reason": why, "limit": settings.CUSTOS_UPLOAD_LIMIT >> 20}
    return render(request, "customers/imports/new.html", context, status=status)
