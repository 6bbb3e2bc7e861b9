"""Duties that one person may not hold together, and who has waived what."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from access.duties import DUTIES
from access.forms.draft_forms import WaiverForm
from access.held_together import held_together
from access.models import Apart, Waiver
from access.request import ActorRequest
from access.services.waive_duty import end_waiver, waive_duty
from access.views.administration import administrators_only, attempt, keepers_only
from access.waiving import SMALL, people_at_work


@dataclass(frozen=True)
class WaiverRow:
    """A waiver; `counts` while it is in force and the company is small."""

    id: int
    reason: str
    given_by: str
    starts_on: date
    ends_on: date | None
    counts: bool


@dataclass(frozen=True)
class PairRow:
    """Who may not do what, the waivers of it, and who holds both duties today all the same."""

    one: Promise
    other: Promise
    waivers: list[WaiverRow]
    held_by: list[str]


@require_safe
@keepers_only
def duties(request: ActorRequest) -> HttpResponse:
    """Show the table."""
    return _page(request, WaiverForm() if _may_waive(request) else None)


@require_POST
@administrators_only
def waive(request: ActorRequest) -> HttpResponse:
    """Write a waiver down."""
    form = WaiverForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    pair, reason = Apart(form.cleaned_data["pair"]), form.cleaned_data["reason"]
    attempt(
        request,
        lambda: waive_duty(actor=request.actor, pair=pair, reason=reason),
        gettext("The waiver is written down."),
    )
    return redirect("access:duties")


@require_POST
@administrators_only
def end(request: ActorRequest, waiver_id: int) -> HttpResponse:
    """End a waiver with today."""
    get_object_or_404(Waiver, pk=waiver_id)
    attempt(
        request,
        lambda: end_waiver(actor=request.actor, waiver_id=waiver_id),
        gettext("The waiver is ended."),
    )
    return redirect("access:duties")


def _may_waive(request: ActorRequest) -> bool:
    return request.actor.administers and people_at_work() < SMALL


def _page(request: ActorRequest, form: WaiverForm | None, status: int = 200) -> HttpResponse:
    return render(request, "access/duties.html", {"rows": _rows(), "form": form}, status=status)


def _rows() -> list[PairRow]:
    small, today = people_at_work() < SMALL, timezone.localdate()
    given: dict[str, list[WaiverRow]] = {}
    for one in Waiver.objects.select_related("given_by"):
        counts = small and one.starts_on <= today and (one.ends_on is None or one.ends_on >= today)
        row = WaiverRow(one.pk, one.reason, one.given_by.name, one.starts_on, one.ends_on, counts)
        given.setdefault(one.pair, []).append(row)
    both = held_together()
    return [
        PairRow(*said, given.get(pair, []), both.get(pair, [])) for pair, said in DUTIES.items()
    ]
