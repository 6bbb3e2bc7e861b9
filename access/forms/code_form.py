"""The code of an authenticator app at log-in."""

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator

from access.sign_in_notes import note_sign_in
from audit.ledger.event import Outcome, Verb


class CodeForm(AuthenticateForm):
    """Notes a wrong code: whoever types it already knows the password."""

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        super()._emit_authentication_failed(authenticator)
        note_sign_in(context.request, Verb.LOG_IN, Outcome.REFUSED, self.user, factor="code")
