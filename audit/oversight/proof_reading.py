"""Who may have the proof of which event: those who watch, and everybody for their own acts."""

from dataclasses import dataclass

from access.actor import Actor
from access.errors import RecordNotVisible
from access.public_id import encode
from audit.ledger import book
from audit.ledger.proof import Proof, prove
from audit.ledger.stored_tree import TreeBroken
from audit.oversight.event_query import HIGHEST
from audit.oversight.ledger_reading import ask, ask_entry, hidden_purposes, select

_MINE = "SELECT actor = %s, purpose = ANY (%s) FROM ledger.event WHERE id = %s"


@dataclass(frozen=True)
class Asked:
    """An event's proof, nothing while it waits for its seal, or that the tree lacks a part."""

    number: int
    proof: Proof | None
    is_broken: bool = False


def read_proof(actor: Actor, number: int) -> tuple[Asked, int]:
    """The proof, and the event of this question. Raises RecordNotVisible, LedgerUnavailable."""
    rows = select(_MINE, [encode(actor.id), hidden_purposes(actor), min(number, HIGHEST)])
    is_mine, is_hidden = rows[0] if rows else (False, True)
    if not is_mine and (is_hidden or not actor.watches):
        book.write_refusal(ask_entry(actor, {"proof": min(number, HIGHEST)}))
        raise RecordNotVisible
    asked = ask(actor, {"proof": number})
    return prove_whole(number), asked


def prove_whole(number: int) -> Asked:
    """The proof as far as the stored tree has its parts. Raises LedgerUnavailable."""
    try:
        return Asked(number, prove(number))
    except TreeBroken:
        return Asked(number, None, is_broken=True)
