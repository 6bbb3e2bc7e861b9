"""A whole installation to break: a database of its own, sealed, with a real witness."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from audit.ledger import anchoring, people, sealing, serving, signing_key
from audit.ledger.witness_process import start_witness
from tests import template


@dataclass
class Installation:
    """Its database's name, and the witness that may be killed."""

    name: str
    folder: Path
    witness: "subprocess.Popen[bytes]"

    def seal(self) -> None:
        """Seal what waits, and anchor it."""
        keys = signing_key.load()
        assert keys
        sealed = sealing.seal_once(keys)
        note = sealed.note if sealed else sealing.newest_note("sealer")
        assert note
        anchoring.anchor(note)

    def set_back(self, copy: str) -> None:
        """Put an earlier copy of the database in its place."""
        template.clone(copy, self.name)
        serving._checked = None


@pytest.fixture
def installation(db: None, tmp_path: Path) -> Iterator[Installation]:
    usual, own = connections["default"].settings_dict["NAME"], f"custos_fault_{os.getpid()}"
    template.clone(template.build_template(), own)
    socket = settings.CUSTOS_WITNESS
    witness = start_witness(tmp_path)
    signing_key.make()
    people.make_recovery_code()
    made = Installation(own, tmp_path, witness)
    yield made
    made.witness.kill()
    made.witness.wait()
    settings.CUSTOS_WITNESS = socket
    template.drop(own)
    shutil.rmtree(Path(settings.CUSTOS_ANCHORS) / own, ignore_errors=True)
    template.point_at(usual)
    serving._checked = None
