"""The PostgreSQL server as a process: started, found by its lock file, stopped."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

from config.embedded import binaries, processes
from config.embedded.home import Home
from config.embedded.trouble import Trouble

PORT = "5432"  # in the socket's name only: no port is opened
_PATIENCE = 60


class Postmaster:
    """One cluster's server; every call expects the caller to hold the installation's lock."""

    def __init__(self, home: Home, *, log: Path, settings: Mapping[str, str]) -> None:
        self._home = home
        self._log = log
        self._settings = settings

    def process(self) -> psutil.Process | None:
        """The running server of this cluster."""
        pid = processes.first_number(self._home.pgdata / "postmaster.pid")
        return processes.running(pid, mention=str(self._home.pgdata))

    def await_or_clear(self, answers: Callable[[], bool]) -> None:
        """Wait for a server on its way up or down, then remove what a dead one left."""
        processes.wait_until(lambda: answers() or self.process() is None, seconds=_PATIENCE)
        if not answers():
            # One whose socket is gone never answers again.
            self.stop_and_clear()

    def launch(self, answers: Callable[[], bool]) -> None:
        """Start the server and return when it answers."""
        end = time.monotonic() + _PATIENCE
        while said := self._try_launch(answers):
            # The children of a killed server leave a moment after it.
            if "still in use" not in said or time.monotonic() > end:
                raise _not_started(said, self._log)
            time.sleep(0.2)

    def stop(self) -> None:
        """End the server with its transactions rolled back and its data written."""
        server = self.process()
        if server is None:
            return
        server.send_signal(signal.SIGINT)
        if not processes.wait_until(lambda: self.process() is None, seconds=30):
            # Without its checkpoint, which the next start makes good.
            server.send_signal(signal.SIGQUIT)
            processes.wait_until(lambda: self.process() is None, seconds=10)

    def stop_and_clear(self) -> None:
        """End the server and remove what makes PostgreSQL believe that it still runs."""
        self.stop()
        # It goes by the number in either file, which a killed server that nobody reaps still
        # has, as in a container, and which another program may have by now.
        socket_lock = self._home.sockets / f".s.PGSQL.{PORT}.lock"
        for lock in (self._home.pgdata / "postmaster.pid", socket_lock):
            pid = processes.first_number(lock)
            if pid is not None and psutil.pid_exists(pid):
                lock.unlink(missing_ok=True)

    def _try_launch(self, answers: Callable[[], bool]) -> str:
        """Start the server; what it said if it did not come up."""
        begin = self._log.stat().st_size if self._log.exists() else 0
        server = self._popen()
        processes.wait_until(lambda: server.poll() is not None or answers(), seconds=_PATIENCE)
        if server.poll() is None and answers():
            return ""
        return self._log.read_bytes()[begin:].decode(errors="replace") or "FATAL:  no answer"

    def _popen(self) -> subprocess.Popen[bytes]:
        program = binaries.postgresql(self._home.account) / "postgres"
        command = [str(program), "-D", str(self._home.pgdata), "-k", str(self._home.sockets)]
        for name, value in self._settings.items():
            command += ["-c", f"{name}={value}"]
        with self._log.open("ab") as output:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **self._home.account.popen(),
            )


def _not_started(said: str, log: Path) -> Trouble:
    if "No space left" in said:
        return Trouble("磁盘空间不足，PostgreSQL 无法启动", "no space left for PostgreSQL to start")
    fatal = [line for line in said.splitlines() if "FATAL:" in line or "PANIC:" in line]
    reason = fatal[0].split(":  ", 1)[-1] if fatal else "?"
    return Trouble(
        f"PostgreSQL 未能启动（{reason}），详见 {log}",
        f"PostgreSQL did not start ({reason}): see {log}",
    )
