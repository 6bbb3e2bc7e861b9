"""Print the code that opens the first-run wizard."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from access.first_run_code import first_run_code


class Command(BaseCommand):
    help = "Print the code that opens the first-run wizard, until there is a company."

    def handle(self, *args: Any, **options: Any) -> None:
        code = first_run_code()
        if code is None:
            raise CommandError("there is a company already: the first run is over")
        self.stdout.write(code)
