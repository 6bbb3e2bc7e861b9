"""Who may see which deleted customers: those who may restore them, and nobody else."""

from django.db.models import Q, QuerySet

from access.actor import Actor, HeldGrant
from access.decision.place import Place
from audit.ledger.event import Verb
from customers.models import Customer
from customers.policy import CustomerPolicy


class BinPolicy(CustomerPolicy):
    """Like that of customers, for the deleted ones: levels, purposes and scopes are the same."""

    def finder(self, *, with_deleted: bool = True) -> QuerySet[Customer]:
        return super().finder(with_deleted=True).filter(deleted_at__isnull=False)

    def scope(self, grant: HeldGrant, actor: Actor) -> list[Q]:
        return super().scope(grant, actor) if Verb.RESTORE in grant.verbs else []

    def covers(self, grant: HeldGrant, place: Place, actor: Actor) -> bool:
        return Verb.RESTORE in grant.verbs and super().covers(grant, place, actor)
