"""The embedded PostgreSQL: made once, started or adopted, its roles' passwords known."""

import secrets

import psutil
import psycopg2

from config.embedded import binaries, initdb, roles
from config.embedded.home import Home
from config.embedded.postmaster import PORT, Postmaster
from config.embedded.run_folder import RunFolder
from config.embedded.trouble import Trouble

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "row_security": "on",
    **roles.DISCREET,
}
# The suite loses nothing that matters when the machine stops.
_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}
_MADE = "cluster-made"


class Cluster:
    """One installation's PostgreSQL; every call expects the caller to hold its lock."""

    def __init__(self, folder: RunFolder, home: Home, *, test: bool) -> None:
        self._folder = folder
        self._home = home
        self._passwords: dict[str, str] = folder.read("passwords.json").get("embedded", {})
        settings = _SETTINGS | (_FAST if test else {})
        self._server = Postmaster(home, log=folder.log("postgresql"), settings=settings)

    def urls(self) -> dict[str, str]:
        """Each role's address."""
        return {
            role: roles.url(role, word, host=str(self._home.sockets), port=PORT)
            for role, word in self._passwords.items()
        }

    def start(self) -> None:
        """Have the server answer: make it, recover it or find it running."""
        if not self._folder.has(_MADE):
            self._make()
        self._check()
        if self.answers():
            return
        self._server.await_or_clear(self.answers)
        if not self.answers():
            self._home.make()
            self._server.launch(self.answers)

    def answers(self) -> bool:
        """Whether the application's role can log in, the only proof of life that counts."""
        try:
            psycopg2.connect(self.urls()["app"], connect_timeout=2).close()
        except psycopg2.OperationalError as error:
            return "too many clients" in str(error) or "connection slots" in str(error)
        return True

    def process(self) -> psutil.Process | None:
        """The running server."""
        return self._server.process()

    def stop(self) -> None:
        """End the server."""
        self._server.stop()

    def _make(self) -> None:
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

    def _check(self) -> None:
        if not (self._home.pgdata / "PG_VERSION").exists():
            raise Trouble(
                f"数据库目录 {self._home.pgdata} 不见了，请恢复它，或用 make clean 清空后重来",
                f"{self._home.pgdata} is gone: put it back, or start anew after make clean",
            )
        if set(self._passwords) != set(roles.ATTRIBUTES):
            self._server.stop_and_clear()
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
