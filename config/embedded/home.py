"""Where an installation's services keep their files."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from config.embedded.account import HOME, Account
from config.embedded.run_folder import RunFolder

# A socket's address holds 103 bytes on macOS, 107 on Linux, and PostgreSQL adds a file name.
LONGEST = 80


class Home:
    """The services' own folders: inside the run folder, or the system account's."""

    def __init__(self, folder: RunFolder, account: Account) -> None:
        self.account = account
        self.tag = tag = hashlib.sha256(str(folder.path).encode()).hexdigest()[:10]
        self.path = HOME / tag if account.foreign else folder.path / "services"
        self.pgdata = self.path / "pgdata"
        # Apart from all others: the witness must not fall with what it watches.
        self.witness = HOME / f"witness-{tag}" if account.foreign else folder.path / "witness"
        sockets = self.path / "s"
        if len(str(sockets)) > LONGEST:
            sockets = Path(tempfile.gettempdir()) / f"custos-{os.geteuid()}-{tag}"
        self.sockets = sockets

    def make(self) -> None:
        """Create the folders for the account and nobody else."""
        self.account.own(self.path, 0o700)
        self.account.own(self.sockets, 0o700)

    def remove(self) -> None:
        """Delete all that the services kept."""
        shutil.rmtree(self.sockets, ignore_errors=True)
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.rmtree(self.witness, ignore_errors=True)
