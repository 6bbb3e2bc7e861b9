"""Events in words: who, what, why, how it ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.models import Grant, Purpose, User
from access.public_id import decode
from audit.oversight.ledger_reading import LedgerRow

VERBS = {
    "READ": _("opened a customer"),
    "PAGE": _("looked at a list"),
    "COUNT": _("counted"),
    "AGGREGATE": _("summed up"),
    "REVEAL": _("revealed a value"),
    "READERS": _("asked who has seen"),
    "EXPLAIN": _("asked for an explanation"),
    "CREATE": _("added customers"),
    "CHANGE": _("changed customers"),
    "DELETE": _("deleted customers"),
    "RESTORE": _("restored customers"),
    "IMPORT": _("imported"),
    "QUERY": _("asked the ledger"),
    "LOG_IN": _("logged in"),
    "LOG_OUT": _("logged out"),
    "ADMINISTER": _("administered"),
    "RECONCILE": _("closed what was broken off"),
    "CHECK": _("checked the walls"),
    "BEGIN": _("began the ledger anew"),
}
OUTCOMES = {
    "ALLOWED": _("allowed"),
    "REFUSED": _("refused"),
    "ERROR": _("broken off"),
    "UNKNOWN": _("unknown, treat as read"),
    "OPEN": _("still open"),
}


@dataclass(frozen=True)
class WordedEvent:
    """An event with the names of who and why."""

    row: LedgerRow
    who: str | Promise
    is_person: bool
    verb: str | Promise
    outcome: str | Promise
    purpose: str
    posts: tuple[tuple[str, str], ...]

    @property
    def is_refused(self) -> bool:
        """The door said no."""
        return self.row.outcome == "REFUSED"


def worded(rows: Sequence[LedgerRow]) -> list[WordedEvent]:
    """The rows in words; three queries however many there are."""
    people = people_of(row.actor for row in rows)
    purposes = {purpose.code: purpose.name for purpose in Purpose.objects.all()}
    grants = _posts_of(rows)
    return [
        WordedEvent(
            row=row,
            who=people.get(row.actor, SYSTEM.get(row.actor.partition(":")[0], row.actor)),
            is_person=row.actor in people,
            verb=VERBS.get(row.verb, row.verb),
            outcome=OUTCOMES.get(row.outcome, row.outcome),
            purpose=purposes.get(row.purpose, row.purpose),
            posts=tuple(dict.fromkeys(grants[g] for g in row.rule.split() if g in grants)),
        )
        for row in rows
    ]


SYSTEM = {"system": _("the system"), "anonymous": _("somebody not logged in")}


def people_of(actors: Iterable[str]) -> dict[str, str]:
    """The names of those actors who are people."""
    ids = {actor: number for actor in actors if (number := _number(actor)) is not None}
    names = dict(User.objects.filter(pk__in=ids.values()).values_list("pk", "name"))
    return {actor: names[number] for actor, number in ids.items() if number in names}


def _posts_of(rows: Sequence[LedgerRow]) -> dict[str, tuple[str, str]]:
    rules = {rule for row in rows for rule in row.rule.split() if rule.startswith("grant:")}
    ids = {rule: number for rule in rules if (number := _number(rule[6:])) is not None}
    found = Grant.objects.filter(pk__in=ids.values()).select_related("post")
    names = {grant.pk: (grant.post.name_zh, grant.post.name_en) for grant in found}
    return {rule: names[number] for rule, number in ids.items() if number in names}


def _number(text: str) -> int | None:
    try:
        return decode(text)
    except ValueError:
        return None
