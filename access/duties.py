"""The pairs of duties that one person may not hold, in words."""

from collections.abc import Mapping

from django.db import IntegrityError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.change_refused import ChangeRefused
from access.models import Apart

DUTIES: Mapping[Apart, tuple[Promise, Promise]] = {
    Apart.DRAFT_PUBLISH: (_("Who writes a draft of grants"), _("publish it")),
    Apart.PUBLISH_APPROVE: (_("Who publishes a grant"), _("approve a request under it")),
    Apart.WATCH_SELL: (
        _("Who watches the ledger"),
        _("hold a grant on customers of their own or of a department"),
    ),
    Apart.ADMINISTER_SEE: (_("Who administers the system"), _("see a customer")),
    Apart.ADMINISTER_WATCH: (_("Who administers the system"), _("watch the ledger")),
}
_REFUSALS: Mapping[Apart, Promise] = {
    Apart.WATCH_SELL: _(
        "Who watches the ledger holds no grant on customers of their own or of a department."
        " Appoint another person, or end the other post first."
    ),
    Apart.ADMINISTER_SEE: _(
        "Who administers the system sees no customer."
        " Appoint another person, or end the other post first."
    ),
    Apart.ADMINISTER_WATCH: _(
        "Who administers the system does not watch the ledger: these are two people."
    ),
}


def apart_refused(broken: IntegrityError) -> ChangeRefused | None:
    """What the database means when it keeps two duties apart; nothing where it means another
    rule."""
    said = getattr(broken.__cause__, "diag", None)
    if said is None or said.constraint_name != "duties_apart":
        return None
    pair = Apart(str(said.message_primary).rpartition(" ")[2])
    return ChangeRefused("duties_apart", _REFUSALS[pair])
