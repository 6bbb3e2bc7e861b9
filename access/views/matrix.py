"""All posts at a glance: what each may do, on which customers, at which levels, for what."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from access.decision.facts_now import grants_now
from access.explaining_words import purpose_names
from access.field_groups import FIELD_GROUPS, VERB_LABELS
from access.models import Post
from access.request import ActorRequest
from access.views.administration import keepers_only
from access.views.grant_cards import TermsCard, terms_card


@dataclass(frozen=True)
class MatrixRow:
    """A grant of a post; `is_first` where the post is said, which has `of` rows."""

    post: Post
    is_first: bool
    of: int
    verbs: Sequence[tuple[bool, Promise]]
    terms: TermsCard | None


@require_safe
@keepers_only
def matrix(request: ActorRequest) -> HttpResponse:
    """Posts in use with their grants in force today."""
    context = {
        "rows": matrix_rows(),
        "verbs": list(VERB_LABELS.values()),
        "groups": [group.label for group in FIELD_GROUPS],
    }
    return render(request, "access/matrix.html", context)


def matrix_rows() -> list[MatrixRow]:
    """A row for each grant in force; one for a post that has none."""
    posts, names = list(Post.objects.filter(is_active=True)), purpose_names()
    today = timezone.localdate()
    grants = [one for one in grants_now([post.pk for post in posts]) if one.holds(today)]
    rows = []
    for post in posts:
        own = sorted((one for one in grants if one.post == post.pk), key=lambda one: one.id)
        for place, grant in enumerate(own):
            verbs = [(verb in grant.verbs, label) for verb, label in VERB_LABELS.items()]
            rows.append(MatrixRow(post, place == 0, len(own), verbs, terms_card(grant, names)))
        if not own:
            rows.append(MatrixRow(post, is_first=True, of=1, verbs=[], terms=None))
    return rows
