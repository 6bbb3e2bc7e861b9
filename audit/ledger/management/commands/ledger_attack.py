"""Attacks a ledger of its own, twelve times, as the owner of the database."""

import os
import subprocess
import sys
import tempfile
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

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
        if not {"owner", "sealer"} <= set(connections):
            sys.exit(_on_servers_of_its_own(mutate))
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


def _on_servers_of_its_own(mutate: int) -> int:
    """The same in a process that may be the owner, of a cluster that is thrown away after it."""
    again = [sys.executable, "manage.py", "ledger_attack"]
    again += ["--mutate", str(mutate)] if mutate else []
    embedded = [sys.executable, "-m", "config.embedded"]
    with tempfile.TemporaryDirectory(prefix="custos-") as folder:
        mine = {"CUSTOS_RUN": f"{folder}/run", "CUSTOS_OWNER": "1", "CUSTOS_SEALER": "1"}
        kept = {k: v for k, v in os.environ.items() if not k.endswith("DATABASE_URL")}
        place, environment = settings.BASE_DIR, kept | mine
        attack = [*embedded, "with", "--test", "--", *again]
        done = subprocess.run(attack, cwd=place, env=environment, check=False)  # noqa: S603
        clean = [*embedded, "clean", "--test"]
        subprocess.run(clean, cwd=place, env=environment, check=False)  # noqa: S603
    return done.returncode


def _try(attacked: Ground, attack: Attack, *, blind: bool) -> list[Finding]:
    """What is found after the attack; `blind`, without the checks that should see it."""
    attacked.renew()
    attack.strike(attacked)
    found = verify(whole=True, checks=CHECKS - attack.checks if blind else CHECKS).findings
    return sorted(found, key=lambda each: each.check not in attack.checks)
