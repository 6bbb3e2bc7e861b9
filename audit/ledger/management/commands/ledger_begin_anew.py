"""Goes on from a restored backup, once two people have signed that this is right."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.ledger import codes, signing_key
from audit.ledger.begin_anew import NothingLost, begin_anew, proposal
from audit.ledger.incarnation_statement import QUORUM
from audit.ledger.signed_note import NoteRefused, sign
from audit.ledger.signing_key import KeyMissing
from audit.ledger.stored_tree import TreeBroken
from audit.ledger.witness_client import WitnessAbsent, WitnessRefused


class Command(BaseCommand):
    help = "After a restore: two people, or one and the recovery code, sign a new incarnation."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            said = proposal()
            self.stdout.write(said.text())
            self.stdout.write(
                f"Known outside: {said.old_size} events. In the database: {said.new_size}."
                f" {max(0, said.old_size - said.new_size)} events are given up by this."
            )
            keys = signing_key.load()
            own = [keys.current] if keys else []
            begin_anew(sign(said.text(), [*own, *codes.ask(QUORUM)]))
        except NothingLost:
            self.stdout.write("The database continues all that is known: nothing to begin anew.")
            return
        except (NoteRefused, TreeBroken, KeyMissing, WitnessAbsent, WitnessRefused) as refused:
            raise CommandError(f"not begun anew: {refused}") from refused
        self.stdout.write(f"Incarnation {said.number} has begun; the sealer goes on from here.")
