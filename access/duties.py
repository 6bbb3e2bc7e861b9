"""The pairs of duties that one person may not hold, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
