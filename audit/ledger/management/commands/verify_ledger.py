"""Verifies the ledger: what was added since the last time, or with --whole all of it."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from audit.ledger import results
from audit.ledger.verify import verify


class Command(BaseCommand):
    help = "Verify the ledger; exit code 1 and the first bad index where something was changed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--whole", action="store_true", help="from the first event on")
        parser.add_argument("--quiet", action="store_true", help="say only what is wrong")
        parser.add_argument("--anchor", type=Path, action="append", help="a note kept elsewhere")

    def handle(self, *_args: Any, whole: bool, quiet: bool, **options: Any) -> None:
        notes = [path.read_text() for path in options["anchor"] or ()]
        done = verify(whole=whole, anchors=notes)
        mode = "WHOLE" if whole else "PART"
        results.store(mode, size=done.size, seconds=done.seconds, findings=done.findings)
        for finding in done.findings:
            self.stderr.write(str(finding))
        if not quiet:
            for warning in done.warnings:
                self.stdout.write(f"warning: {warning}")
            said = "NOT the ledger that was signed" if done.findings else "nothing changed"
            self.stdout.write(f"{done.size} events, {done.seconds:.1f} s: {said}")
        if done.findings:
            sys.exit(1)
