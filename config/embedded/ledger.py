"""The ledger's own processes: the sealer, and the witness under an account of its own."""

import os
import tempfile
from pathlib import Path

from config.embedded.account import WITNESS, service_account
from config.embedded.children import Children
from config.embedded.home import LONGEST, Home
from config.embedded.run_folder import RunFolder


def start_ledger(folder: RunFolder, children: Children) -> None:
    """Start the witness, say where it listens, and start the sealer, which shows it the tree."""
    home = Home(folder, service_account())
    witness = service_account(WITNESS)
    socket = _socket(home)
    command = ["-m", "audit.ledger.witness", str(home.witness), str(socket)]
    # Started as root it becomes this account by itself, once its code is loaded.
    command += ["--account", WITNESS] if witness.foreign else []
    children.start("witness", [*command, "--run-folder", str(folder.path)])
    folder.write("witness.json", {"socket": str(socket)})
    sealer = ["manage.py", "seal", "--run-folder", str(folder.path)]
    children.start("sealer", sealer, CUSTOS_SEALER="1", CUSTOS_WITNESS=str(socket))


def _socket(home: Home) -> Path:
    """Where the witness listens; a socket's address has no room for a long path."""
    inside = home.witness / "s"
    if len(str(inside)) <= LONGEST:
        return inside / "witness"
    return Path(tempfile.gettempdir()) / f"custos-{os.geteuid()}-{home.tag}-w" / "witness"
