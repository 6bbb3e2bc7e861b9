"""Puts a new signing key before the current one; the next checkpoint is signed by both."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.ledger import signing_key
from audit.ledger.signing_key import KeyMissing


class Command(BaseCommand):
    help = "Rotate the key that signs checkpoints; keep the former one until its anchor is out."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        if os.environ.get("CUSTOS_LEDGER_KEY"):
            raise CommandError(
                "the key comes from CUSTOS_LEDGER_KEY: put a new one before it there"
            )
        try:
            new = signing_key.rotate()
        except KeyMissing as missing:
            raise CommandError("there is no key yet: the sealer makes it at its start") from missing
        self.stdout.write(f"new key: {new}")
        self.stdout.write("The sealer signs with both within a second; the witness follows.")
