"""The embedded PostgreSQL: made once, started, adopted while it runs, stopped by its own lock."""

import secrets
import signal
import subprocess
import time
from pathlib import Path

import psutil
import psycopg2

from config.embedded import binaries, initdb, processes, roles
from config.embedded.home import Home
from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble

PORT = 5432  # of the socket's name only: no port is opened
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "row_security": "on",
}
# Tests lose nothing that matters when the machine stops.
_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}
_MADE = "cluster-made"
_PATIENCE = 60


class Cluster:
    """One installation's PostgreSQL server; every call expects the caller to hold the lock."""

    def __init__(self, folder: RunFolder, home: Home, *, test: bool) -> None:
        self._folder = folder
        self._home = home
        self._settings = _SETTINGS | (_FAST if test else {})
        self._passwords: dict[str, str] = folder.read("passwords.json").get("embedded", {})

    def urls(self) -> dict[str, str]:
        """Each role's address."""
        return {
            role: roles.url(role, word, host=str(self._home.sockets), port=PORT)
            for role, word in self._passwords.items()
        }

    def start(self) -> None:
        """Have the server answer: make it, recover it or find it running."""
        self._make()
        if self.answers():
            return
        self._clear_locks()
        if not self.answers():
            self._home.make()
            self._launch()

    def answers(self) -> bool:
        """Whether the application's role can log in, the only proof of life that counts."""
        try:
            psycopg2.connect(self.urls()["app"], connect_timeout=2).close()
        except psycopg2.OperationalError as error:
            return "too many clients" in str(error) or "connection slots" in str(error)
        except KeyError:
            return False
        return True

    def process(self) -> psutil.Process | None:
        """The running server of this cluster."""
        pid = processes.first_number(self._home.pgdata / "postmaster.pid")
        return processes.running(pid, mention=self._home.pgdata)

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

    def _make(self) -> None:
        if self._folder.has(_MADE):
            self._check_made()
            return
        # Whatever is there was left by a start that never came to its end.
        self.stop()
        self._home.make()
        initdb.make_cluster(
            self._home.pgdata,
            programs=binaries.postgresql(self._home.account),
            account=self._home.account,
        )
        self._give_passwords()
        self._folder.write_text(_MADE, "")

    def _check_made(self) -> None:
        if not (self._home.pgdata / "PG_VERSION").exists():
            raise Trouble(
                f"数据库目录 {self._home.pgdata} 不见了，请恢复它，或用 make clean 清空后重来",
                f"{self._home.pgdata} is gone: put it back, or start anew after make clean",
            )
        if set(self._passwords) != set(roles.ATTRIBUTES):
            self.stop()
            self._clear_locks()
            self._give_passwords()

    def _give_passwords(self) -> None:
        passwords = {role: secrets.token_urlsafe(24) for role in roles.ATTRIBUTES}
        initdb.set_passwords(
            self._home.pgdata,
            passwords,
            programs=binaries.postgresql(self._home.account),
            account=self._home.account,
        )
        known = self._folder.read("passwords.json") | {"embedded": passwords}
        self._folder.write("passwords.json", known)
        self._passwords = passwords

    def _clear_locks(self) -> None:
        """Remove what makes PostgreSQL believe that it still runs.

        A killed server that nobody reaps, as in a container, still has its number, and so may
        another program by now; PostgreSQL goes by the number in either of two files.
        """
        if self.process() is not None:
            # Starting, recovering or stopping; one whose socket is gone never answers again.
            done = processes.wait_until(
                lambda: self.answers() or self.process() is None, seconds=_PATIENCE
            )
            if not done:
                self.stop()
        if self.answers():
            return
        socket_lock = self._home.sockets / f".s.PGSQL.{PORT}.lock"
        for lock in (self._home.pgdata / "postmaster.pid", socket_lock):
            pid = processes.first_number(lock)
            if pid is not None and processes.exists(pid):
                lock.unlink(missing_ok=True)

    def _launch(self) -> None:
        log = self._folder.log("postgresql")
        end = time.monotonic() + _PATIENCE
        while True:
            begin = log.stat().st_size if log.exists() else 0
            server = self._popen(log)
            if (
                processes.wait_until(
                    lambda: server.poll() is not None or self.answers(), seconds=_PATIENCE
                )
                and server.poll() is None
            ):
                return
            said = log.read_bytes()[begin:].decode(errors="replace")
            # The children of a killed server leave a moment after it.
            if "still in use" not in said or time.monotonic() > end:
                raise _not_started(said, log)
            time.sleep(0.2)

    def _popen(self, log: Path) -> subprocess.Popen[bytes]:
        program = binaries.postgresql(self._home.account) / "postgres"
        command = [program, "-D", self._home.pgdata, "-k", self._home.sockets]
        for name, value in self._settings.items():
            command += ["-c", f"{name}={value}"]
        with log.open("ab") as output:
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
