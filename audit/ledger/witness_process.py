"""A witness for a while, beside an attack or a test."""

import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from audit.ledger.witness_client import Witness, WitnessAbsent


def start_witness(folder: Path) -> "subprocess.Popen[bytes]":
    """A witness with its state in this folder, in a process of its own, once it answers."""
    settings.CUSTOS_WITNESS = str(folder / "witness.sock")
    command = ["-m", "audit.ledger.witness", str(folder / "witness"), settings.CUSTOS_WITNESS]
    process = subprocess.Popen([sys.executable, *command], cwd=settings.BASE_DIR)  # noqa: S603
    for _ in range(200):
        try:
            Witness(Path(settings.CUSTOS_WITNESS)).key()
            return process
        except WitnessAbsent:
            time.sleep(0.05)
    raise WitnessAbsent("the witness does not start")
