"""Explanations in words: verdicts that say the same stand together, codes become names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.decision.facts import Term
from access.decision.held_grant import HeldGrant, Shortfall
from access.decision.missing import Missing
from access.decision.standing import Lapse
from access.decision.verdict import LookedAt, Sight, Verdict
from access.declared import reach_in_words
from access.field_groups import FIELD_GROUPS, VERB_LABELS
from access.models import Purpose

Names = tuple[str, str]
Said = str | Promise

# What is missing, and what would mend it.
MISSING: Mapping[Missing, tuple[Said, Said]] = {
    Missing.NO_LOG_IN: (
        _("The person had no log-in at that time."),
        _("Ask for a later time, or for another person."),
    ),
    Missing.CLOSED: (
        _("The log-in is closed."),
        _("An administrator can open it again, if the person works here."),
    ),
    Missing.SECOND_STEP: (
        _("A post of the person asks for a second step, and none is set up."),
        _("The person sets one up at the next log-in."),
    ),
    Missing.NO_RECORD: (
        _("The customer was not there at that time."),
        _("Ask for a time at which it was."),
    ),
    Missing.NO_POST: (
        _("No post of the person is in force."),
        _("An administrator can appoint the person."),
    ),
    Missing.NO_GRANT: (
        _("No grant of the person's posts is in force."),
        _("An administrator can give the post a grant."),
    ),
    Missing.VERB: (
        _("No grant allows this."),
        _("A grant of the post would have to name it."),
    ),
    Missing.PURPOSE: (
        _("The purpose is not among the grant's."),
        _("Another purpose may be right, or the grant would have to name this one."),
    ),
    Missing.SCOPE: (
        _("The customer is outside what the grant reaches."),
        _("The customer would have to be handed over, or the person appointed in its department."),
    ),
    Missing.ENDED: (
        _("The grant that would allow it has ended."),
        _("An administrator can give a new one."),
    ),
    Missing.NOT_BEGUN: (
        _("The grant that will allow it has not begun."),
        _("Its first day stands beside it."),
    ),
    Missing.NO_ORDER: (
        _("No list can be sorted: neither the name nor owner and status is clear."),
        _("A grant would have to show one of the two in clear."),
    ),
    Missing.READ: (
        _("Nothing is revealed of a customer that the person can't open."),
        _("A grant with “open” would have to reach the customer."),
    ),
    Missing.LEVEL: (
        _("The grant shows no field that could be revealed."),
        _("A field would have to be masked there, or clear."),
    ),
}
SIGHTS: Mapping[Sight, Said] = {
    Sight.CLEAR: _("clear"),
    Sight.REVEAL: _("masked, opens by a click"),
    Sight.MASKED: _("masked"),
    Sight.HIDDEN: _("hidden"),
}
_LAPSES: Mapping[Lapse, Said] = {
    Lapse.OVER: _("ended"),
    Lapse.NOT_BEGUN: _("not begun"),
    Lapse.POST_NOT_IN_USE: _("post not in use"),
}
_SHORTFALLS: Mapping[Shortfall, Said] = {
    Shortfall.VERB: _("does not name this"),
    Shortfall.PURPOSE: _("not for this purpose"),
    Shortfall.SCOPE: _("does not reach the customer"),
}
ANSWERS = pgettext_lazy("grant", "allows it")


@dataclass(frozen=True)
class GrantWords:
    """A grant that was looked at, and what became of it."""

    id: int
    post: Names
    scope: Said
    verbs: tuple[Said, ...]
    purposes: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    outcome: Said
    answers: bool


@dataclass(frozen=True)
class VerdictWords:
    """One answer and the purposes for which it is the same."""

    purposes: tuple[str, ...]
    allowed: bool
    levels: tuple[tuple[Sight, Said, Said], ...]
    grants: tuple[GrantWords, ...]
    missing: tuple[tuple[Said, Said], ...]


def verdicts_in_words(verdicts: Iterable[Verdict]) -> list[VerdictWords]:
    """The verdicts, those that say the same as one; a query for the purposes' names."""
    names = purpose_names()
    alike: dict[object, list[Verdict]] = {}
    for one in verdicts:
        looked = tuple((each.grant.id, each.lapse, each.short_of) for each in one.looked_at)
        key = (one.allowed, tuple(sorted(one.levels.items())), looked, one.missing)
        alike.setdefault(key, []).append(one)
    return [
        VerdictWords(
            purposes=tuple(names.get(one.purpose, one.purpose) for one in same),
            allowed=same[0].allowed,
            levels=levels_in_words(same[0].levels) if same[0].levels else (),
            grants=tuple(_looked_at(each, names) for each in same[0].looked_at),
            missing=tuple(MISSING[each] for each in same[0].missing),
        )
        for same in alike.values()
    ]


def levels_in_words(levels: Mapping[str, Sight]) -> tuple[tuple[Sight, Said, Said], ...]:
    """Every field group: its sight, the sight's name, the group's name."""
    found = []
    for group in FIELD_GROUPS:
        sight = levels.get(group.code, Sight.HIDDEN)
        found.append((sight, SIGHTS[sight], group.label))
    return tuple(found)


def grant_in_words(
    grant: HeldGrant, term: Term, names: Mapping[str, str], outcome: Said, *, answers: bool
) -> GrantWords:
    """A grant in words."""
    return GrantWords(
        id=grant.id,
        post=grant.post_names,
        scope=reach_in_words(grant.scope, grant.filters),
        verbs=tuple(label for verb, label in VERB_LABELS.items() if verb in grant.verbs),
        purposes=tuple(names.get(code, code) for code in sorted(grant.purposes)),
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        outcome=outcome,
        answers=answers,
    )


def lapse_in_words(lapse: Lapse) -> Said:
    """Why something does not count."""
    return _LAPSES[lapse]


def purpose_names() -> dict[str, str]:
    """By code, in the reader's language."""
    return {purpose.code: purpose.name for purpose in Purpose.objects.all()}


def _looked_at(one: LookedAt, names: Mapping[str, str]) -> GrantWords:
    if one.answers:
        outcome: Said = ANSWERS
    elif one.lapse is not None:
        outcome = _LAPSES[one.lapse]
    else:
        outcome = _SHORTFALLS[one.short_of]
    return grant_in_words(one.grant, one.term, names, outcome, answers=one.answers)
