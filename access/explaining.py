"""Explanations and replays: one decision, who can see a record, what a person can see.

The page, the API and the console all ask here. Only ids, levels and grants come out.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from access.actor import Actor
from access.decision.facts import Facts, KnownPerson
from access.decision.facts_now import facts_now
from access.decision.facts_then import facts_then
from access.decision.missing import Missing
from access.decision.people_now import people_now
from access.decision.people_then import people_then
from access.decision.standing import Standing, standing_of
from access.decision.verdict import Asked, Verdict, judge
from access.explaining_gateway import ExplainingGateway
from access.public_id import encode
from access.sheet import Folio
from audit.ledger.event import Verb

# The verbs that are about one record; the others open none.
VERBS = (
    Verb.READ,
    Verb.PAGE,
    Verb.REVEAL,
    Verb.READERS,
    Verb.CHANGE,
    Verb.DELETE,
    Verb.RESTORE,
    Verb.EXPLAIN,
)


@dataclass(frozen=True)
class Question:
    """May this person do this to this record, now or at the moment; for every purpose that they
    have where none is named."""

    person: int
    verb: Verb
    record: int
    at: datetime | None = None
    purpose: str = ""


@dataclass(frozen=True)
class Explanation:
    """The answer: a verdict for each purpose, the first that allows ahead of the others."""

    question: Question
    at: datetime
    person: KnownPerson | None
    standing: Standing | None
    verdicts: tuple[Verdict, ...]
    missing: tuple[Missing, ...]
    folio: Folio

    @property
    def allowed(self) -> bool:
        """It is allowed, for one purpose at least."""
        return any(one.allowed for one in self.verdicts)


def explained_records() -> ExplainingGateway[Any, Any]:
    """The gateway whose decisions are explained."""
    found: ExplainingGateway[Any, Any] = import_string(settings.CUSTOS_EXPLAINED)
    return found


def explain(actor: Actor, question: Question) -> Explanation:
    """Explain one decision; itself an event about the record.

    Raises NoGrant, PurposeMissing, RecordNotVisible, LedgerUnavailable.
    """
    records = explained_records()
    asked = {
        "person": encode(question.person),
        "asked": question.verb.value,
        "for": question.purpose,
        "at": _moment_text(question.at),
    }
    with records.locating(actor, question.record, question.at, asked) as located:
        at = question.at or located.folio.at
        person, facts = _known(question.person, question.at)
        day = day_of(at)
        standing = standing_of(person, facts, day) if person else None
        covers = records.covers(located.place)
        purposes = [question.purpose] if question.purpose else purposes_of(person, facts)
        verdicts = tuple(
            judge(person, facts, day, Asked(question.verb, purpose, records.orders, covers))
            for purpose in purposes
            if person
        )
        found = Explanation(
            question=question,
            at=at,
            person=person,
            standing=standing,
            verdicts=tuple(sorted(verdicts, key=lambda one: not one.allowed)),
            missing=_missing(person, verdicts),
            folio=located.folio,
        )
        located.result |= {
            "answer": "ALLOWED" if found.allowed else "REFUSED",
            "missing": [one.value for one in found.missing],
        }
    return found


def purposes_of(person: KnownPerson | None, facts: Facts) -> list[str]:
    """The purposes of all grants of the person's posts, also of those out of force; one that is
    nobody's where there is none, so that there is an answer."""
    posts = {one.post for one in facts.appointments if person and one.user == person.id}
    found = {code for grant in facts.grants if grant.post in posts for code in grant.purposes}
    return sorted(found) or [""]


def day_of(at: datetime) -> date:
    """The day on which terms are measured: the company's."""
    return timezone.localtime(at).date()


def _known(user: int, at: datetime | None) -> tuple[KnownPerson | None, Facts]:
    if at is None:
        return people_now([user]).get(user), facts_now([user])
    return people_then(at, [user]).get(user), facts_then(at, [user])


def _missing(person: KnownPerson | None, verdicts: tuple[Verdict, ...]) -> tuple[Missing, ...]:
    """What every purpose lacks, or all that any of them lacks where they share nothing."""
    if person is None:
        return (Missing.NO_LOG_IN,)
    if any(one.allowed for one in verdicts):
        return ()
    return tuple(dict.fromkeys(reason for one in verdicts for reason in one.missing))


def _moment_text(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
