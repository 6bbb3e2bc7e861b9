"""Create one customer by hand."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.db import IntegrityError

from access.actor import Actor
from access.sheet import Folio
from audit.ledger.event import Verb
from customers.cards import CustomerCard
from customers.drafts import CustomerDraft
from customers.holding import is_on_file
from customers.records import customer_records
from customers.sent_once import id_for
from customers.services.create_customers import create_customers
from customers.services.find_twins import find_twins


class TwinsSeen(Exception):
    """Customers in the actor's view look like the new one: it is to be confirmed."""

    def __init__(self, cards: Sequence[CustomerCard], folio: Folio | None) -> None:
        super().__init__(len(cards))
        self.cards = cards
        self.folio = folio


def require_creator(actor: Actor) -> None:
    """The actor may create customers; a refusal is an event. Raises NoGrant, PurposeMissing."""
    customer_records.reached(actor, Verb.CREATE, ())


def create_customer(
    *, actor: Actor, draft: CustomerDraft, token: str, confirmed: Collection[int] = ()
) -> tuple[int, bool]:
    """Create it once for this token; its id, and whether it was created just now.

    Raises TwinsSeen where customers look like it that are not `confirmed` to be others, NoGrant,
    PurposeMissing, LedgerUnavailable.
    """
    require_creator(actor)
    draft = replace(draft, id=id_for(actor, token))
    if is_on_file(draft.id):
        return draft.id, False
    twins, folio = find_twins(actor, draft)
    if any(card.id == draft.id for card in twins):  # the other click came in between
        return draft.id, False
    if any(card.id not in confirmed for card in twins):
        raise TwinsSeen(twins, folio)
    try:
        create_customers(actor=actor, drafts=[draft])
    except IntegrityError:
        if not is_on_file(draft.id):
            raise
        return draft.id, False
    return draft.id, True


def is_in_view(actor: Actor, customer_id: int) -> bool:
    """Who creates does not always read."""
    return bool(actor.holding(Verb.READ)) and customer_id in customer_records.reached(
        actor, Verb.READ, (customer_id,)
    )
