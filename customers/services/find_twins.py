"""Customers that the actor sees anyway and that look like a new one."""

from access.actor import Actor
from access.masking import Level
from access.query import PageQuery
from access.sheet import Folio
from audit.ledger.event import Verb
from customers.cards import CustomerCard
from customers.drafts import CustomerDraft
from customers.pronunciation import fold
from customers.records import customer_records

MOST = 10


def find_twins(actor: Actor, draft: CustomerDraft) -> tuple[list[CustomerCard], Folio | None]:
    """Those of the same name or code, each once, and the event that names them.

    A page of a list like any other: out of reach, or by a field that is not in clear, nothing is
    found, so that nobody learns of a customer whom they don't see.
    """
    found: dict[int, CustomerCard] = {}
    folio = None
    for group, value in (("name", draft.name), ("identifier", draft.identifier)):
        if value and _shows(actor, group):
            page = customer_records.page(actor, PageQuery(filters={group: value}, size=MOST))
            found |= {card.id: card for card in page.cards if _is_twin(card, group, value)}
            folio = page.folio if page.cards else folio
    return list(found.values()), folio if found else None


def _is_twin(card: CustomerCard, group: str, value: str) -> bool:
    # Names are found by how they sound and are written, cut off at some length.
    return group != "name" or fold(card.name.text) == fold(value)


def _shows(actor: Actor, group: str) -> bool:
    held = actor.holding(Verb.PAGE)
    return any(
        grant.level("name") is Level.CLEAR and grant.level(group) is Level.CLEAR for grant in held
    )
