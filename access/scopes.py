"""The scopes of a grant in words."""

from django.utils.translation import gettext_lazy as _

SCOPES = [
    ("OWN", _("their own customers")),
    ("DEPARTMENT", _("customers of their department and below")),
    ("ALL", _("all customers")),
]
