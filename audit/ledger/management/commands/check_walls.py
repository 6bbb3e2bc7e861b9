"""Compares the database's walls with what this release declares, for people and schedulers."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from audit.ledger.check_walls import drift


class Command(BaseCommand):
    help = "Compare policies, rights, roles and functions with the release; exit 1 on drift."

    def handle(self, *_args: Any, **_options: Any) -> None:
        walls = import_string(settings.CUSTOS_WALLS)
        found = drift(walls)
        for difference in found:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"nothing is served until these are gone: {len(found)}")
        self.stdout.write(f"{len(walls)} protected tables stand as declared")
