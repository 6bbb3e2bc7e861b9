"""Second factors: their secrets lie encrypted, their messages are ours."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from access import keyring


class MFAAdapter(DefaultMFAAdapter):
    """Seals what lies in the database under the field keys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is wrong or was used already. Please wait for the next one."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return keyring.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret."""
        return keyring.decrypt(encrypted_text)

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """What the authenticator app calls this log-in."""
        return user.get_username()
