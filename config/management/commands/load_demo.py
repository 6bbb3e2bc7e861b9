"""Load the demo company into a database made for invented data."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo.load_company import DemoRefused, load_company
from config.demo.passwords import FILE, Passwords, write_logins
from config.embedded.address import Address


class Command(BaseCommand):
    help = "Load the demo company (the owner's, once)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--customers", type=int, default=400)

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.CUSTOS_RUN)
        address = Address(os.environ.get("HOST") or "127.0.0.1", 0)
        passwords = Passwords(is_private=address.is_private, anew=not (folder / FILE).exists())
        try:
            company = load_company(
                today=timezone.localdate(), passwords=passwords, customers=options["customers"]
            )
        except DemoRefused as refused:
            raise CommandError(str(refused)) from refused
        if passwords.chosen:
            write_logins(folder, company, passwords)
