"""The proof of one event, for those who watch and for whose act it was."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from access.errors import RecordNotVisible
from access.request import ActorRequest
from access.sheet import Folio
from audit.ledger.outside_form import joined
from audit.ledger.outside_form import proof_file as lines_of
from audit.oversight.proof_reading import read_proof


@require_safe
@login_required
def proof(request: ActorRequest, number: int) -> HttpResponse:
    """Where the event stands, and the way from it to a signed root."""
    asked, event = read_proof(request.actor, number)
    folio = Folio(event, timezone.now(), request.actor.purpose, request.actor.posts)
    return render(request, "oversight/proof.html", {"asked": asked, "folio": folio})


@require_safe
@login_required
def proof_file(request: ActorRequest, number: int) -> HttpResponse:
    """The same as a file for verify_bundle.py."""
    asked, event = read_proof(request.actor, number)
    if asked.proof is None:
        raise RecordNotVisible
    content = joined(lines_of(asked.proof, asked=event))
    answer = HttpResponse(content, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="custos-event-{number}.proof"'
    return answer
