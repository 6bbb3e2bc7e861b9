"""May this person do this to this record, why or why not; now or at a past moment."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from access.actor import Actor, actor_for
from access.decision.verdict import LookedAt, Verdict
from access.errors import NoGrant, PurposeMissing, RecordNotVisible
from access.explaining import VERBS, Explanation, Question, explain
from access.explaining_gateway import CONSOLE
from access.explaining_json import ExplanationSerializer
from access.models import Purpose, User
from access.moment import read_moment
from access.public_id import decode, encode
from audit.ledger.book import LedgerUnavailable
from audit.ledger.event import Verb


class Command(BaseCommand):
    help = "Explain a decision, now or at a past moment; the ledger keeps that it was asked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", help="user name or id of the person")
        parser.add_argument("verb", type=str.upper, choices=[verb.value for verb in VERBS])
        parser.add_argument("record", help="id of the customer, as 7F3K-9Q2M-XD4T")
        parser.add_argument("--at", default="", help="a past time or day (2026-03-31T09:00)")
        parser.add_argument("--purpose", default="", help="one purpose; all where it is missing")
        parser.add_argument("--officer", default="", help="ask as this person, under their grants")
        parser.add_argument("--why", default="", help="the officer's own purpose (CASE)")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        found = self._explain(options)
        if options["json"]:
            said = ExplanationSerializer(found).data
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2, default=str))
            return
        for line in _lines(found):
            self.stdout.write(line)

    def _explain(self, options: dict[str, Any]) -> Explanation:
        question = Question(
            person=_user(options["user"]).pk,
            verb=Verb(options["verb"]),
            record=_record(options["record"]),
            at=_moment(options["at"]),
            purpose=_purpose(options["purpose"]),
        )
        try:
            return explain(_asker(options["officer"], options["why"]), question)
        except RecordNotVisible:
            raise CommandError("no such customer, or not within the officer's grants") from None
        except (NoGrant, PurposeMissing):
            raise CommandError(
                "the officer holds no grant with EXPLAIN for this purpose: give --why one of theirs"
            ) from None
        except LedgerUnavailable:
            raise CommandError("the ledger can't be written, so nothing is answered") from None


def _asker(officer: str, why: str) -> Actor:
    if not officer:
        return CONSOLE
    return actor_for(_user(officer), purpose=why, channel="CONSOLE")


def _user(text: str) -> User:
    try:
        by_id = User.objects.filter(pk=decode(text)).first()
    except ValueError:
        by_id = None
    found = by_id or User.objects.filter(username=text).first()
    if found is None:
        raise CommandError("nobody has this user name or id")
    return found


def _record(text: str) -> int:
    try:
        return decode(text)
    except ValueError:
        raise CommandError("RECORD is no id: write it as 7F3K-9Q2M-XD4T") from None


def _moment(text: str) -> Any:
    try:
        return read_moment(text)
    except ValueError as wrong:
        raise CommandError(f"--at: {wrong}; write 2026-03-31 or 2026-03-31T09:00") from None


def _purpose(text: str) -> str:
    if text and not Purpose.objects.filter(code=text).exists():
        known = ", ".join(Purpose.objects.values_list("code", flat=True))
        raise CommandError(f"no such purpose; there are {known}")
    return text


def _lines(found: Explanation) -> list[str]:
    question, said = found.question, "ALLOWED" if found.allowed else "REFUSED"
    at = found.at.isoformat(timespec="seconds")
    lines = [f"{said}  {question.verb} {encode(question.record)} at {at}"]
    if found.missing:
        lines.append(f"missing: {', '.join(found.missing)}")
    for appointment, lapse in found.standing.lapsed_appointments if found.standing else ():
        lines.append(f"post {encode(appointment.post)} does not count: {lapse}")
    for verdict in found.verdicts:
        lines += _verdict_lines(verdict)
    return [*lines, f"event {found.folio.event}"]


def _verdict_lines(verdict: Verdict) -> list[str]:
    said = "allowed" if verdict.allowed else f"refused: {', '.join(verdict.missing)}"
    lines = [f"for {verdict.purpose or 'no purpose'}: {said}"]
    lines += [f"  {group:<16} {level}" for group, level in sorted(verdict.levels.items())]
    return lines + [_grant_line(one) for one in verdict.looked_at]


def _grant_line(one: LookedAt) -> str:
    lacks = ", ".join(why for why in (one.lapse, one.short_of) if why)
    until = one.term.ends_on or "…"
    return (
        f"  grant {encode(one.grant.id)} ({one.grant.post}, {one.grant.scope},"
        f" {one.term.starts_on} to {until}): {f'lacks {lacks}' if lacks else 'answers'}"
    )
