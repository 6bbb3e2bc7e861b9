"""The field groups of a customer: what a grant gives a level to."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from access.masking import Kind


class FieldGroup(NamedTuple):
    """A field group: its code in `Grant.levels`, its name, and how its values are covered."""

    code: str
    label: Promise
    kind: Kind


FIELD_GROUPS = (
    FieldGroup("name", _("name of the customer"), Kind.COMPANY),
    FieldGroup("classification", _("classification"), Kind.TEXT),
    FieldGroup("assignment", _("owner and status"), Kind.TEXT),
    FieldGroup("identifier", _("credit code or ID number"), Kind.CREDIT_CODE),
    FieldGroup("address", _("address"), Kind.ADDRESS),
    FieldGroup("bank_account", _("bank account"), Kind.BANK_ACCOUNT),
    FieldGroup("contact.name", _("contact's name"), Kind.PERSON),
    FieldGroup("contact.phone", _("contact's phone"), Kind.PHONE),
    FieldGroup("contact.email", _("contact's e-mail"), Kind.EMAIL),
    FieldGroup("contact.wechat", _("contact's WeChat"), Kind.WECHAT),
    FieldGroup("activities", _("notes and activities"), Kind.TEXT),
    FieldGroup("transactions", _("transactions"), Kind.TEXT),
    FieldGroup("amounts", _("amounts"), Kind.MONEY),
)

GROUP_LABELS = {group.code: group.label for group in FIELD_GROUPS}

VERB_LABELS = {
    "PAGE": _("list"),
    "READ": _("open"),
    "REVEAL": _("reveal masked values"),
    "READERS": _("see who has seen"),
    "EXPLAIN": _("explain decisions"),
    "CREATE": _("add"),
    "CHANGE": _("change"),
    "DELETE": _("delete"),
    "RESTORE": _("restore"),
    "IMPORT": _("import"),
    "CURATE": _("keep the catalogue"),
}
