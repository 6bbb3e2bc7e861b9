"""The rows and cards of explanations."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from access.decision.facts import Names
from access.decision.standing import Standing
from access.decision.verdict import Sight
from access.explaining_person import PersonExplained
from access.explaining_record import RecordExplained
from access.explaining_words import (
    ANSWERS,
    GrantWords,
    Said,
    grant_in_words,
    lapse_in_words,
    levels_in_words,
    purpose_names,
)
from access.field_groups import VERB_LABELS
from access.finding import MOST_COUNTED
from access.models import Department, Post


@dataclass(frozen=True)
class LapsedPost:
    """An appointment that does not count."""

    post: str
    department: str
    starts_on: date
    ends_on: date | None
    why: Said


@dataclass(frozen=True)
class SeeingRow:
    """A person who can see the customer; `is_first` where the name is said."""

    person: int
    name: str
    is_first: bool
    verbs: tuple[Promise, ...]
    purposes: tuple[str, ...]
    levels: tuple[tuple[Sight, Said, Said], ...]
    posts: tuple[Names, ...]
    grants: tuple[int, ...]


@dataclass(frozen=True)
class ReachCard:
    """A grant with its levels and how many customers it reaches."""

    words: GrantWords
    levels: tuple[tuple[Sight, Said, Said], ...]
    count: int | None

    @property
    def is_more(self) -> bool:
        """Counting stopped."""
        return self.count is not None and self.count > MOST_COUNTED


def lapsed_posts(standing: Standing | None) -> list[LapsedPost]:
    """Appointments that are over, have not begun, or whose post is not in use; two queries."""
    lapsed = standing.lapsed_appointments if standing else ()
    if not lapsed:
        return []
    posts = {one.pk: one.name for one in Post.objects.all()}
    departments = {one.pk: one.name for one in Department.objects.all()}
    return [
        LapsedPost(
            post=posts.get(one.post, ""),
            department=departments.get(one.department, ""),
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            why=lapse_in_words(why),
        )
        for one, why in lapsed
    ]


def seeing_rows(found: RecordExplained) -> list[SeeingRow]:
    """Who can see a record, by name."""
    names = purpose_names()
    rows: list[SeeingRow] = []
    for one in found.seeing:
        rows.append(
            SeeingRow(
                person=one.person.id,
                name=one.person.name,
                is_first=not rows or rows[-1].person != one.person.id,
                verbs=tuple(VERB_LABELS[verb] for verb in one.verbs),
                purposes=tuple(names.get(code, code) for code in one.purposes),
                levels=levels_in_words(one.levels),
                posts=tuple(dict.fromkeys(ground.grant.post_names for ground in one.grounds)),
                grants=tuple(ground.grant.id for ground in one.grounds),
            )
        )
    return rows


def reach_cards(found: PersonExplained) -> list[ReachCard]:
    """What a person can see, grant by grant."""
    names = purpose_names()
    return [
        ReachCard(
            words=grant_in_words(one.grant, one.term, names, ANSWERS, answers=True),
            levels=levels_in_words(
                {group: Sight(level.value) for group, level in one.grant.levels.items()}
            ),
            count=one.count,
        )
        for one in found.reaches
    ]
