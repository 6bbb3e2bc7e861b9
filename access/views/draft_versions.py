"""Every version of a draft: who wrote what when, and who published it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from access.decision.facts_then import history_of
from access.draft_lines import read_lines
from access.explaining_words import purpose_names
from access.models import GrantDraft
from access.request import ActorRequest
from access.views.administration import keepers_only
from access.views.drafts import KINDS
from access.views.grant_cards import TermsCard, terms_card


@dataclass(frozen=True)
class Version:
    """A draft as somebody left it; lines with the id of the grant that they change or end."""

    number: int
    at: datetime
    by: str
    state: str
    lines: list[tuple[Promise, int | None, TermsCard | None]]


@require_safe
@keepers_only
def draft_versions(request: ActorRequest, draft_id: int) -> HttpResponse:
    """Show them, the newest first."""
    draft = get_object_or_404(
        GrantDraft.objects.select_related("post", "author", "publisher", "waiver"), pk=draft_id
    )
    context = {"draft": draft, "versions": _versions(draft)}
    return render(request, "access/draft_versions.html", context)


def _versions(draft: GrantDraft) -> list[Version]:
    names = purpose_names()
    kept = history_of(GrantDraft).filter(id=draft.pk).select_related("history_user")
    found = [
        Version(
            number=number,
            at=version.history_date,
            by=version.history_user.name if version.history_user else "",
            state=version.state,
            lines=[
                (
                    KINDS[line.kind],
                    line.grant,
                    terms_card(line.terms, names) if line.terms else None,
                )
                for line in read_lines(version.lines)
            ],
        )
        for number, version in enumerate(kept.order_by("history_date", "history_id"), start=1)
    ]
    return found[::-1]
