"""Grants in words, for the page of a post."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise

from access.declared import reach_in_words
from access.field_groups import FIELD_GROUPS, VERB_LABELS
from access.masking import Level
from access.models import Grant, Post


@dataclass(frozen=True)
class GrantCard:
    """A grant as people read it."""

    id: int
    scope: str | Promise
    verbs: list[str | Promise]
    purposes: list[str]
    levels: list[tuple[Level, Promise]]
    starts_on: date
    ends_on: date | None
    is_over: bool


def grant_cards(post: Post) -> list[GrantCard]:
    """The grants of a post, those that are over last."""
    grants = Grant.objects.filter(post=post).prefetch_related("purposes")
    cards = [_card(grant) for grant in grants.order_by("starts_on", "id")]
    return sorted(cards, key=lambda card: card.is_over)


def _card(grant: Grant) -> GrantCard:
    today = timezone.localdate()
    return GrantCard(
        id=grant.pk,
        scope=reach_in_words(grant.scope, grant.filters),
        verbs=[VERB_LABELS.get(verb, verb) for verb in grant.verbs],
        purposes=[purpose.name for purpose in grant.purposes.all()],
        levels=[
            (Level(grant.levels.get(group.code, Level.HIDDEN)), group.label)
            for group in FIELD_GROUPS
        ],
        starts_on=grant.starts_on,
        ends_on=grant.ends_on,
        is_over=grant.ends_on is not None and grant.ends_on < today,
    )
