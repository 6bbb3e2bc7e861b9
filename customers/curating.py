"""Changes to the catalogue of classifications: each is in the ledger before it comes into force."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction

from access.actor import Actor
from access.change_refused import ChangeRefused
from access.errors import NoGrant, PurposeMissing
from access.public_id import encode
from audit.ledger.book import write_note, write_refusal
from audit.ledger.event import Entry, Outcome, Verb
from customers.models import Classification

# A verb of grants alone: in the ledger a change of the catalogue is one of administering.
CURATE = "CURATE"


def may_curate(actor: Actor) -> bool:
    """A grant of theirs allows it for the chosen purpose."""
    return bool(actor.holding(CURATE))


def require_curator(actor: Actor) -> None:
    """Enter the attempt of anybody else. Raises PurposeMissing, NoGrant, LedgerUnavailable."""
    if not actor.purpose:
        raise PurposeMissing
    if not may_curate(actor):
        write_refusal(_entry(actor, "catalogue", "", ()))
        raise NoGrant(CURATE)


@contextmanager
def curating(
    actor: Actor, what: str, entry: str, *, fields: Sequence[str]
) -> Iterator[list[Classification]]:
    """Make one change to the entries of an axis, which the block gets in their order and locked;
    the note is committed before the change is. `entry` is an id, or an axis with a colon.

    Raises NoGrant, ChangeRefused where the block raises it, LedgerUnavailable.
    """
    require_curator(actor)
    axis = entry.partition(":")[0]
    try:
        with transaction.atomic():
            entries = Classification.objects.select_for_update().filter(axis=axis)
            yield list(entries.order_by("position", "id"))
            write_note(_entry(actor, what, entry, fields), Outcome.ALLOWED)
    except ChangeRefused as refused:
        write_refusal(_entry(actor, what, entry, (), refused.code))
        raise


def _entry(actor: Actor, what: str, entry: str, fields: Sequence[str], refused: str = "") -> Entry:
    body = {"channel": actor.channel, "what": what, "entry": entry, "fields": sorted(fields)}
    return Entry(
        actor=encode(actor.id),
        verb=Verb.ADMINISTER,
        resource="customers.classification",
        purpose=actor.purpose,
        rule=" ".join(f"grant:{encode(grant.id)}" for grant in actor.holding(CURATE)),
        request=actor.request,
        body=body | ({"refused": refused} if refused else {}),
    )
