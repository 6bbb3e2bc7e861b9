"""A job's page: how far it is, and what came of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from access.request import ActorRequest
from customers.imports.listing import import_of_job
from customers.imports.reasons import reason
from customers.jobs.cancel_job import cancel_job
from customers.jobs.progress import Progress, progress_of


@require_GET
@login_required
def job(request: ActorRequest, job_id: int) -> HttpResponse:
    """The whole page; where the page asks for its changing part, that alone."""
    progress = progress_of(request.actor, job_id)
    is_checked = progress.kind == "CHECK_IMPORT" and progress.state == "DONE"
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "customers/imports/_progress.html", {"job": progress})
        if progress.is_over:
            response["HX-Refresh"] = "true"
        return response
    if is_checked:
        return redirect("customers:import-check", progress.subject)
    return _page(request, progress)


@require_POST
@login_required
def job_cancel(request: ActorRequest, job_id: int) -> HttpResponse:
    """Ask it to stop."""
    cancel_job(actor=request.actor, job_id=job_id)
    return redirect("customers:job", job_id)


def _page(request: ActorRequest, progress: Progress) -> HttpResponse:
    card, refused = import_of_job(request.actor, progress)
    context = {
        "job": progress,
        "card": card,
        "refused": refused,
        "reason": reason(progress.error, **progress.detail) if progress.error else None,
    }
    return render(request, "customers/imports/job.html", context)
