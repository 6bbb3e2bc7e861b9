"""Grants in words, for the page of a post, for drafts and for the matrix."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise

from access.decision.facts import GrantFact
from access.decision.facts_now import grants_now
from access.declared import reach_in_words
from access.draft_lines import GrantTerms
from access.explaining_words import purpose_names
from access.field_groups import FIELD_GROUPS, VERB_LABELS
from access.masking import Level
from access.models import Post

Said = str | Promise


@dataclass(frozen=True)
class TermsCard:
    """What a grant says, as people read it."""

    scope: str
    verbs: list[Said]
    purposes: list[str]
    levels: list[tuple[Level, Promise]]
    ends_on: date | None


@dataclass(frozen=True)
class GrantCard:
    """A grant of a post; `outdone` are the field groups of which another grant for the same verbs
    and purposes shows more, on customers that both may reach."""

    id: int
    terms: TermsCard
    starts_on: date
    is_over: bool
    outdone: list[tuple[Promise, str]]


def grant_cards(post: Post) -> list[GrantCard]:
    """The grants of a post, those that are over last."""
    names = purpose_names()
    grants = sorted(grants_now([post.pk]), key=lambda grant: (grant.starts_on, grant.id))
    cards = [_card(grant, grants, names) for grant in grants]
    return sorted(cards, key=lambda card: card.is_over)


def terms_card(terms: GrantTerms | GrantFact, names: Mapping[str, str]) -> TermsCard:
    """Terms that are in force, or that a draft proposes."""
    return TermsCard(
        scope=reach_in_words(terms.scope, terms.filters),
        verbs=[label for verb, label in VERB_LABELS.items() if verb in terms.verbs],
        purposes=[names.get(code, code) for code in sorted(terms.purposes)],
        levels=[
            (Level(terms.levels.get(group.code, Level.HIDDEN)), group.label)
            for group in FIELD_GROUPS
        ],
        ends_on=terms.ends_on,
    )


def _card(grant: GrantFact, others: list[GrantFact], names: Mapping[str, str]) -> GrantCard:
    today = timezone.localdate()
    is_over = grant.is_over(today)
    return GrantCard(
        id=grant.id,
        terms=terms_card(grant, names),
        starts_on=grant.starts_on,
        is_over=is_over,
        outdone=[] if is_over else _outdone(grant, others, today),
    )


def _outdone(grant: GrantFact, others: list[GrantFact], today: date) -> list[tuple[Promise, str]]:
    found = []
    rivals = [one for one in others if one.id != grant.id and _overlap(grant, one, today)]
    for group in FIELD_GROUPS:
        mine = Level(grant.levels.get(group.code, Level.HIDDEN))
        for rival in rivals:
            if Level(rival.levels.get(group.code, Level.HIDDEN)) > mine:
                found.append((group.label, reach_in_words(rival.scope, rival.filters)))
                break
    return found


def _overlap(grant: GrantFact, other: GrantFact, today: date) -> bool:
    """Both may answer one request, as far as the grants say; the higher level wins then."""
    return (
        not other.is_over(today)
        and bool(set(grant.verbs) & set(other.verbs))
        and bool(grant.purposes & other.purposes)
        and all(
            set(codes) & set(other.filters[name]) or name == "region"
            for name, codes in grant.filters.items()
            if name in other.filters
        )
    )
