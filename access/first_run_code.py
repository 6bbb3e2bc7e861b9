"""The one-time code that keeps strangers out of the first run."""

import os
from hmac import compare_digest
from pathlib import Path

from django.conf import settings

from access.models import Company
from access.public_id import encode, new_id


def code_file() -> Path:
    """Where it lies: only who can read the run folder may found the company."""
    return Path(settings.CUSTOS_RUN) / "first-run-code.txt"


def first_run_code() -> str | None:
    """The code, made at the first call; nothing once there is a company."""
    if Company.objects.exists():
        return None
    path = code_file()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(code := encode(new_id()))
    return code


def is_first_run_code(typed: str) -> bool:
    """The right code was typed, in capitals or not."""
    try:
        code = code_file().read_text().strip()
    except FileNotFoundError:
        return False
    given = "".join(typed.upper().split())
    # As bytes: a letter outside ASCII must be wrong, not an error.
    return bool(code) and compare_digest(given.encode(), code.encode())


def forget_first_run_code() -> None:
    """Away with it."""
    code_file().unlink(missing_ok=True)
