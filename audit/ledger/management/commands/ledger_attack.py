"""Attacks a ledger of its own, twelve times, as the owner of the database."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from audit.ledger.attack_ground import Ground, ground
from audit.ledger.attacks import ATTACKS, Attack
from audit.ledger.finding import Finding
from audit.ledger.verify import CHECKS, verify


class Command(BaseCommand):
    help = "Twelve attacks on a ledger; --mutate N switches off the checks that see attack N."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mutate", type=int, choices=range(1, len(ATTACKS) + 1), default=0)

    def handle(self, *_args: Any, mutate: int, **_options: Any) -> None:
        with ground() as attacked:
            clean = verify(whole=True)
            if clean.findings:
                self.stderr.write(f"a ledger that nobody attacked: {clean.findings[0]}")
                sys.exit(1)
            detected = 0
            for number, attack in enumerate(ATTACKS, start=1):
                found = _try(attacked, attack, blind=number == mutate)
                detected += bool(found)
                said = str(found[0]) if found else "NOT DETECTED"
                self.stdout.write(f"{number:2} {attack.name:<40} {said}")
        self.stdout.write(f"{detected}/{len(ATTACKS)} detected")
        if detected < len(ATTACKS):
            sys.exit(1)


def _try(attacked: Ground, attack: Attack, *, blind: bool) -> list[Finding]:
    """What is found after the attack; `blind`, without the checks that should see it."""
    attacked.renew()
    attack.strike(attacked)
    found = verify(whole=True, checks=CHECKS - attack.checks if blind else CHECKS).findings
    return sorted(found, key=lambda each: each.check not in attack.checks)
