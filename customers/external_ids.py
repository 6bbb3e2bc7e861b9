"""What the door knows of external ids; whether the actor reaches a record, the gateway says."""

from collections.abc import Collection
from typing import NamedTuple

from customers.models import Customer, TransactionLine, TransactionRecord


class Deal(NamedTuple):
    """A transaction and whose it is."""

    id: int
    customer: int


def customers_with(source: str, external: Collection[str]) -> frozenset[str]:
    """Which of the ids are in use, whoever's the customers are, deleted ones too.

    For refusals that do not say why ("can't be taken now"): never for an answer of its own.
    """
    # The empty one is excluded in so many words: the index covers no others.
    found = (
        Customer.objects.using("door")
        .exclude(external_id="")
        .filter(external_source=source, external_id__in=external)
    )
    return frozenset(found.values_list("external_id", flat=True))


def deals_with(source: str, external: Collection[str]) -> dict[str, Deal]:
    """The transactions under these ids, whoever's the customers are."""
    found = (
        TransactionRecord.objects.using("door")
        .exclude(external_id="")
        .filter(external_source=source, external_id__in=external)
    )
    return {key: Deal(*ids) for key, *ids in found.values_list("external_id", "pk", "customer_id")}


def deals_with_lines(deals: Collection[int]) -> frozenset[int]:
    """Those of the transactions that have lines."""
    found = TransactionLine.objects.using("door").filter(transaction__in=deals)
    return frozenset(found.order_by().values_list("transaction_id", flat=True).distinct())
