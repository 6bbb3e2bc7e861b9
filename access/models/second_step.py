"""The history of second steps, so that a past decision can be replayed with or without one."""

from allauth.mfa.models import Authenticator as SecondStep
from simple_history import register

from access.models.quiet_history import QuietHistory

__all__ = ["SecondStep"]

# Neither the secret nor when it was used last: who had one, from when, until when.
register(
    SecondStep,
    app="access",
    records_class=QuietHistory,
    watched=frozenset({"type"}),
    excluded_fields=["data", "last_used_at"],
)
