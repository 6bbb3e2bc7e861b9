"""Seal every encrypted field under the first of the field keys; run as the owner."""

from typing import Any

from django.core.management.base import BaseCommand

from access.services.reseal_secrets import reseal_secrets
from customers.services.rekey_fields import rekey_fields


class Command(BaseCommand):
    help = "Put a new key first, keep the old ones behind it, run this, then drop the old ones."

    def handle(self, *args: Any, **options: Any) -> None:
        count = rekey_fields() + reseal_secrets()
        self.stdout.write(f"{count} values sealed under the current key")
