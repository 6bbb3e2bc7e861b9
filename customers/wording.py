"""Words for what is stored as a code."""

from django.utils.translation import gettext_lazy as _

STATUS_LABELS = {
    "PROSPECT": _("prospect"),
    "ACTIVE": _("active"),
    "DORMANT": _("dormant"),
    "LOST": _("lost"),
}
AXIS_LABELS = {
    "type": _("Type"),
    "industry": _("Industry"),
    "tier": _("Tier"),
    "sensitivity": _("Secrecy"),
    "source": _("Source"),
    "lawful_basis": _("Lawful basis"),
    "business_line": _("Business line"),
}
KIND_LABELS = {"COMPANY": _("company"), "PERSON": _("person")}
READ_LABELS = {
    "READ": _("opened"),
    "PAGE": _("in a list"),
    "REVEAL": _("revealed"),
    "READERS": _("who has seen"),
    "CREATE": _("added"),
    "CHANGE": _("changed"),
    "DELETE": _("deleted"),
    "RESTORE": _("restored"),
    "EXPLAIN": _("explained"),
}
