"""Who may sign a lawful restore: list them, let somebody in, let somebody sign no more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.ledger import codes, people
from audit.ledger.admit_person import admit_person, dismiss_person, signers_needed
from audit.ledger.signed_note import NoteRefused
from audit.ledger.signing_key import KeyMissing
from audit.ledger.witness_client import WitnessAbsent, WitnessRefused


class Command(BaseCommand):
    help = "List who may sign a restore; --add NAME, --remove NAME, signed by those known."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--add", metavar="NAME")
        choice.add_argument("--remove", metavar="NAME")

    def handle(self, *_args: Any, add: str | None, remove: str | None, **_options: Any) -> None:
        try:
            if add:
                code = admit_person(add, codes.ask(signers_needed()))
                self.stdout.write(f"code of {add}, shown this once: {code}")
            elif remove:
                dismiss_person(remove, codes.ask(signers_needed()))
        except (NoteRefused, KeyMissing, WitnessAbsent, WitnessRefused) as refused:
            raise CommandError(f"nothing changed: {refused}") from refused
        for key in people.known():
            self.stdout.write(key.name.rpartition("/")[2])
