"""Other programs on this machine: whether one is ours, and waiting for it."""

import time
from collections.abc import Callable
from pathlib import Path

import psutil


def running(pid: int | None, *, mention: str) -> psutil.Process | None:
    """The living process of that number if its command line names what is ours."""
    if pid is None:
        return None
    try:
        process = psutil.Process(pid)
        # A zombie is dead already, whether or not anybody reaps it.
        if process.status() == psutil.STATUS_ZOMBIE:
            return None
        return process if mention in " ".join(process.cmdline()) else None
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None


def first_number(path: Path) -> int | None:
    """The process number that a lock file begins with."""
    try:
        # PostgreSQL writes it negative while it runs without a server.
        return abs(int(path.read_text().split()[0]))
    except (OSError, ValueError, IndexError):
        return None


def wait_until(true: Callable[[], bool], *, seconds: float) -> bool:
    """Ask again and again until it is so; False when the time is over."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
