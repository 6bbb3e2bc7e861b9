"""Where an installation's services keep their files."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from config.embedded.account import HOME, Account
from config.embedded.run_folder import RunFolder

# A socket's address holds 103 bytes on macOS, 107 on Linux, and PostgreSQL adds a file name.
_LONGEST = 80


class Home:
    """The services' own folders: inside the run folder, or the system account's."""

    def __init__(self, folder: RunFolder, account: Account) -> None:
        self.account = account
        tag = hashlib.sha256(str(folder.path).encode()).hexdigest()[:10]
        self.path = HOME / tag if account.foreign else folder.path / "services"
        self.pgdata = self.path / "pgdata"
        sockets = self.path / "s"
        if len(str(sockets)) > _LONGEST:
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
