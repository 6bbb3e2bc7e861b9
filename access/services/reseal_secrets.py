"""Sealing the secrets of second steps under the current key."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from access import keyring

SEALED = ("secret", "seed")


@transaction.atomic
def reseal_secrets() -> int:
    """Rotate every sealed secret; how many there were."""
    count = 0
    for authenticator in Authenticator.objects.select_for_update():
        for name in set(SEALED) & set(authenticator.data):
            authenticator.data[name] = keyring.rotate(authenticator.data[name])
            count += 1
        authenticator.save(update_fields=["data"])
    return count
