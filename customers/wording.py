"""Words for what is stored as a code."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.field_groups import GROUP_LABELS
from customers.customer_fields import CUSTOMER

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
ACTIVITY_LABELS = {
    "CALL": _("Call"),
    "VISIT": _("Visit"),
    "WECHAT": _("WeChat"),
    "MAIL": _("Mail"),
    "MEETING": _("Meeting"),
    "NOTE": _("Note"),
}
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
_FIELD_LABELS = {field.name: field.label for field in CUSTOMER}


def field_label(name: str) -> str | Promise:
    """What people call a field of a customer, or a field group of its contacts."""
    return _FIELD_LABELS[name] if name in _FIELD_LABELS else GROUP_LABELS.get(name, name)
