"""The product's own processes: each in a session of its own, so that we choose how it ends."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from config.embedded import processes
from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble

PROJECT = Path(__file__).resolve().parents[2]
GRACE = 15  # seconds to end in good order
_NOTE = "children.json"
_WIDTH = 8


class Children:
    """Those that the supervisor started, noted so that the next one finds what it left."""

    def __init__(self, folder: RunFolder, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = dict(environment)
        self._running: dict[str, subprocess.Popen[str]] = {}

    def run(self, name: str, command: Sequence[str], **environment: str) -> None:
        """Run one step to its end; raise Trouble if it fails."""
        step = self.start(name, command, **environment)
        status = step.wait()
        del self._running[name]
        if status:
            raise Trouble(
                f"步骤 {name} 失败（代码 {status}），原因见上方输出",
                f"the step `{name}` failed ({status}), for the reason printed above",
            )

    def start(self, name: str, command: Sequence[str], **environment: str) -> subprocess.Popen[str]:
        """Start a process whose every line is printed behind its name."""
        child = subprocess.Popen(
            [sys.executable, *command],
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=self._environment | environment,
            start_new_session=True,
        )
        self._running[name] = child
        self._folder.write(_NOTE, {key: each.pid for key, each in self._running.items()})
        threading.Thread(target=_print_lines, args=(name, child), daemon=True).start()
        return child

    def dead(self) -> str | None:
        """One that ended by itself."""
        return next(
            (name for name, child in self._running.items() if child.poll() is not None), None
        )

    def stop(self) -> None:
        """Ask all to end, and end those that don't."""
        for child in self._running.values():
            _signal(child.pid, signal.SIGTERM, leader_only=child.poll() is None)
        ended = processes.wait_until(
            lambda: all(child.poll() is not None for child in self._running.values()),
            seconds=GRACE,
        )
        for child in self._running.values():
            # Also what an ended leader left behind in its session.
            _signal(child.pid, signal.SIGKILL)
            if not ended:
                child.wait()
        self._running.clear()
        self._folder.write(_NOTE, {})


def stop_leftovers(folder: RunFolder) -> list[str]:
    """End what a killed supervisor left running, and name it."""
    left = _noted(folder)
    for pid in left.values():
        _signal(pid, signal.SIGTERM, leader_only=True)
    processes.wait_until(lambda: not _noted(folder), seconds=GRACE)
    for pid in left.values():
        # Also what an ended leader left behind in its session.
        _signal(pid, signal.SIGKILL)
    return list(left)


def _noted(folder: RunFolder) -> dict[str, int]:
    return {
        name: pid
        for name, pid in folder.read(_NOTE).items()
        if processes.running(pid, mention=str(folder.path))
    }


def _signal(pid: int, number: signal.Signals, *, leader_only: bool = False) -> None:
    try:
        if leader_only:
            os.kill(pid, number)
        else:
            os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        # Gone; macOS says "not permitted" of a session of zombies.
        return


def _print_lines(name: str, child: subprocess.Popen[str]) -> None:
    if child.stdout is not None:
        for line in child.stdout:
            print(f"{name:<{_WIDTH}} | {line.rstrip()}", flush=True)
