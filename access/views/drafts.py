"""Drafts of grants: what publishing would change, in words and numbers, and who publishes."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from access.comparing import Comparison, Doubt, compare
from access.decision.facts_then import history_of
from access.draft_lines import LineKind
from access.explaining_words import purpose_names
from access.field_groups import GROUP_LABELS
from access.finding import MOST_COUNTED
from access.forms.draft_forms import DayForm
from access.models import Apart, GrantDraft, Post
from access.request import ActorRequest
from access.services.publish_draft import publish_draft
from access.services.write_draft import date_draft, open_draft, remove_line, withdraw_draft
from access.views.administration import administrators_only, attempt, keepers_only
from access.views.grant_cards import TermsCard, terms_card
from access.waiving import waiver_in_force

KINDS: dict[LineKind, Promise] = {
    LineKind.NEW: _("new grant"),
    LineKind.CHANGED: _("changed grant"),
    LineKind.ENDED: _("ended grant"),
}
DOUBTS: dict[Doubt, Promise] = {
    Doubt.NOBODY: _("No customer is reached by what the draft gives."),
    Doubt.NO_HOLDER: _("Nobody holds this post on that day: nothing changes for anybody."),
    Doubt.EVERYTHING: _("A grant of the draft reaches every customer of the company."),
}


@dataclass(frozen=True)
class LineCard:
    """A line with what is in force and what it is to become."""

    place: int
    kind: Promise
    before: TermsCard | None
    after: TermsCard | None


@require_safe
@keepers_only
def drafts(request: ActorRequest) -> HttpResponse:
    """List them, the open ones ahead."""
    found = GrantDraft.objects.select_related("post", "author", "publisher", "waiver")
    return render(
        request, "access/drafts.html", {"drafts": found.order_by("state", "-created_at")[:200]}
    )


@require_safe
@keepers_only
def draft(request: ActorRequest, post_id: int) -> HttpResponse:
    """Compare a post's draft with what is in force."""
    post = get_object_or_404(Post, pk=post_id)
    found = open_draft(post_id)
    if found is None:
        return render(request, "access/draft.html", {"post": post})
    return render(request, "access/draft.html", _compared(request, post, found))


@require_POST
@keepers_only
def publish(request: ActorRequest, post_id: int) -> HttpResponse:
    """Bring the draft into force, as it was seen."""
    found = _found(post_id)
    seen, sure = request.POST.get("seen", ""), bool(request.POST.get("sure"))
    done = attempt(
        request,
        lambda: publish_draft(actor=request.actor, draft_id=found.pk, seen=seen, sure=sure),
        gettext("Published."),
    )
    if done and request.actor.administers:
        return redirect("access:post", post_id=post_id)
    if done:
        return redirect("access:drafts")
    return redirect("access:draft", post_id=post_id)


@require_POST
@administrators_only
def withdraw(request: ActorRequest, post_id: int) -> HttpResponse:
    """Put it away."""
    found = _found(post_id)
    attempt(
        request,
        lambda: withdraw_draft(actor=request.actor, draft=found),
        gettext("The draft is withdrawn."),
    )
    return redirect("access:post", post_id=post_id)


@require_POST
@administrators_only
def remove(request: ActorRequest, post_id: int, place: int) -> HttpResponse:
    """Take a line out."""
    found = _found(post_id)
    attempt(
        request,
        lambda: remove_line(actor=request.actor, draft=found, place=place),
        gettext("The line is out of the draft."),
    )
    return redirect("access:draft", post_id=post_id)


@require_POST
@administrators_only
def day(request: ActorRequest, post_id: int) -> HttpResponse:
    """Say from which day it is to be in force."""
    found, form = _found(post_id), DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Write the first day as a date, such as 2026-12-31."))
        return redirect("access:draft", post_id=post_id)
    starts_on = form.cleaned_data["starts_on"]
    attempt(
        request,
        lambda: date_draft(actor=request.actor, draft=found, starts_on=starts_on),
        gettext("Saved."),
    )
    return redirect("access:draft", post_id=post_id)


def _found(post_id: int) -> GrantDraft:
    return get_object_or_404(GrantDraft, post=post_id, state="OPEN")


def _compared(request: ActorRequest, post: Post, found: GrantDraft) -> dict[str, Any]:
    seen = compare(request.actor, found)
    is_author = found.author_id == request.actor.id
    return {
        "post": post,
        "draft": found,
        "seen": seen,
        "lines": _line_cards(seen),
        "shifts": [(shift, GROUP_LABELS[shift.group]) for shift in seen.shifts],
        "doubts": [DOUBTS[doubt] for doubt in seen.doubts],
        "most": MOST_COUNTED,
        "is_author": is_author,
        "waiver": waiver_in_force(Apart.DRAFT_PUBLISH) if is_author else None,
        "day_form": DayForm(initial={"starts_on": seen.day}),
        "versions": history_of(GrantDraft).filter(id=found.pk).count(),
    }


def _line_cards(seen: Comparison) -> list[LineCard]:
    names = purpose_names()
    return [
        LineCard(
            place=place,
            kind=KINDS[line.kind],
            before=terms_card(fact, names) if fact else None,
            after=terms_card(line.terms, names) if line.terms else None,
        )
        for place, (line, fact) in enumerate(seen.lines)
    ]
