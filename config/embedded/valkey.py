"""The embedded Valkey: a Redis-protocol server on a free local port, behind a password."""

import secrets
import signal
import socket
import subprocess

import psutil
import redis

from config.embedded import binaries, processes
from config.embedded.home import Home
from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble

# The truth of a job is a row in PostgreSQL, so nothing here needs to outlive the server.
_SETTINGS = (
    "bind 127.0.0.1\nprotected-mode yes\nsave ''\nappendonly no\n"
    "set-proc-title no\nmaxmemory 256mb\nmaxmemory-policy noeviction\n"
)


class Valkey:
    """One installation's Valkey server; every call expects the caller to hold the lock."""

    def __init__(self, folder: RunFolder, home: Home) -> None:
        self._folder = folder
        self._home = home
        self._state = folder.read("valkey.json")

    @property
    def url(self) -> str:
        """Where it listens, with its password."""
        return str(self._state.get("url", ""))

    def start(self) -> None:
        """Have the server answer: start it or find it running."""
        if self.answers():
            return
        self.stop()
        self._home.make()
        for _ in range(5):
            # Another program may take the free port before Valkey does.
            if self._launch(_free_port()):
                return
        log = self._folder.log("valkey")
        raise Trouble(f"Valkey 未能启动，详见 {log}", f"Valkey did not start: see {log}")

    def answers(self) -> bool:
        """Whether a log-in with our password works."""
        return bool(self.url) and redis_answers(self.url)

    def process(self) -> psutil.Process | None:
        """The running server of this installation."""
        return processes.running(self._state.get("pid"), mention=f"--dir {self._home.path}")

    def stop(self) -> None:
        """End the server."""
        server = self.process()
        if server is None:
            return
        server.send_signal(signal.SIGTERM)
        if not processes.wait_until(lambda: self.process() is None, seconds=5):
            server.kill()
            processes.wait_until(lambda: self.process() is None, seconds=5)

    def _launch(self, port: int) -> bool:
        password = secrets.token_urlsafe(24)
        program = binaries.valkey(self._home.account)
        with self._folder.log("valkey").open("ab") as log:
            server = subprocess.Popen(
                [program, "--dir", self._home.path, "-"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._home.account.popen(),
            )
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        # Noted first, so that a start that is killed here is found again.
        self._state = {"pid": server.pid, "url": url}
        self._folder.write("valkey.json", self._state)
        # By its input and not its arguments, which every user of the machine can read.
        if server.stdin is not None:
            server.stdin.write(f"{_SETTINGS}port {port}\nrequirepass {password}\n".encode())
            server.stdin.close()
        processes.wait_until(lambda: server.poll() is not None or self.answers(), seconds=10)
        return server.poll() is None and self.answers()


def redis_answers(url: str) -> bool:
    """Whether a Redis-protocol server lets us in at that address."""
    try:
        with redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
