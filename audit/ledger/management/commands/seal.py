"""Seals the ledger, each second, until told to stop: the sealer's process."""

import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from audit.ledger.sealer import Sealer

_EACH = 1.0


class Command(BaseCommand):
    help = "Seal the ledger until told to stop; --once: what waits now."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true")
        # Names the run folder on the command line: by it a supervisor knows what is its own.
        parser.add_argument("--run-folder", default="")

    def handle(self, *_args: Any, once: bool, **_options: Any) -> None:
        sealer = Sealer()
        if once:
            self.stdout.write(f"{sealer.round()} events sealed")
            return
        signal.signal(signal.SIGTERM, _leave)
        signal.signal(signal.SIGINT, _leave)
        while True:
            begin = time.monotonic()
            sealer.round()
            time.sleep(max(0.0, _EACH - (time.monotonic() - begin)))


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
