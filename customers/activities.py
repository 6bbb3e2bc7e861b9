"""What was done with a customer, page by page, newest first."""

from dataclasses import dataclass

from access.masking import Level
from access.policy import Levels
from customers.cards import ActivityCard
from customers.loading import CustomerRow
from customers.models import Activity
from customers.presenting import activity_cards

MOST = 200


@dataclass(frozen=True, kw_only=True)
class ActivitiesPart:
    """The part of a customer that `Gateway.read_part` shows; None where it is not clear."""

    most: int = MOST
    name: str = "activities"
    groups: tuple[str, ...] = ("name", "activities")

    def show(self, row: CustomerRow, levels: Levels) -> tuple[ActivityCard, ...] | None:
        """The latest ones."""
        if levels["activities"] is not Level.CLEAR:
            return None
        found = Activity.objects.filter(customer=row.customer).order_by("-happened_on", "-id")
        return activity_cards(list(found[: self.most]))
