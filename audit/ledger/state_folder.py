"""What is kept outside the database: receipts, anchors, what was signed and verified last."""

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connections


def state_folder() -> Path:
    """The folder that belongs to the database in use, made for our own account alone."""
    name = connections["door"].settings_dict["NAME"]
    folder = Path(settings.CUSTOS_LEDGER_STATE) / str(name)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def replace_text(path: Path, text: str) -> None:
    """Store the text whole and durable, or not at all."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
