"""Log what somebody did with a customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from access.actor import Actor
from access.errors import LevelTooLow
from customers.models import Activity, ActivityKind
from customers.new_customer import CustomerRefused
from customers.records import customer_records
from customers.sent_once import id_for
from customers.services.change_customer import lock_customer
from customers.stamping import stamp
from customers.typed_values import read_text
from customers.value_refused import ValueRefused

LONGEST = 5000
GROUP = "activities"
FIRST_YEAR = 1900


@dataclass(frozen=True, kw_only=True)
class ActivityDraft:
    """What is to be logged."""

    kind: str
    happened_on: date
    text: str


def read_activity(given: Mapping[str, str]) -> ActivityDraft:
    """Read `kind`, `happened_on` (empty: today) and `text`. Raises CustomerRefused."""
    codes = {}
    kind, on, text = given.get("kind", ""), timezone.localdate(), ""
    if kind not in ActivityKind.values:
        codes["kind"] = "unmapped" if kind else "missing"
    if day := given.get("happened_on", "").strip():
        try:
            on = date.fromisoformat(day[:40])
        except ValueError:
            codes["happened_on"] = "bad_day"
        else:
            if not on.year >= FIRST_YEAR or on > timezone.localdate():
                codes["happened_on"] = "day_to_come"
    try:
        text = read_text(given.get("text", "").replace("\r\n", "\n"), LONGEST)
    except ValueRefused as refused:
        codes["text"] = refused.code
    if not text and "text" not in codes:
        codes["text"] = "missing"
    if codes:
        raise CustomerRefused(codes)
    return ActivityDraft(kind=kind, happened_on=on, text=text)


def log_activity(
    *, actor: Actor, customer_id: int, draft: ActivityDraft, token: str
) -> tuple[int, bool]:
    """Log it once for this token; its id, and whether it was logged just now.

    All but a note are a contact with the customer, and move the day of the last one. Raises
    RecordNotVisible, and LevelTooLow where the actor does not see what others logged.
    """
    with customer_records.writing(actor) as writing:
        work = writing.change([customer_id], {"part": "activity"})
        row = lock_customer(customer_id)
        if GROUP not in writing.editable(row).clear:
            raise LevelTooLow(GROUP)
        pk = id_for(actor, token)
        if Activity.objects.filter(pk=pk, customer=row.customer).exists():
            work.result = {"records": 0, "fields": []}
            return pk, False
        activity = Activity(
            id=pk,
            customer=row.customer,
            kind=draft.kind,
            happened_on=draft.happened_on,
            text=draft.text,
            author_id=actor.id,
        )
        stamp([activity], work, actor.id)
        activity.save(force_insert=True)
        fields = [GROUP]
        last = row.customer.last_contact_on
        if draft.kind != ActivityKind.NOTE and (last is None or last < draft.happened_on):
            row.customer.last_contact_on = draft.happened_on
            stamp([row.customer], work, actor.id)
            row.customer.save(force_update=True)
            fields.append("last_contact_on")
        work.result = {"records": 1, "fields": fields}
    return pk, True
