"""The witness: a process of its own that has seen each tree grow, and signs that it only grew.

python -m audit.ledger.witness FOLDER SOCKET [--account NAME], after C2SP tlog-witness. It trusts
nobody's word: it pins the first key that a tree comes with, follows cross-signed keys, and keeps
whatever it had to refuse. Knows no Django and no database.
"""

# Else loaded with the first date, when the account that we became can't read it any more.
import _strptime  # type: ignore[import-not-found]  # noqa: F401
import argparse
import os
import pwd
import signal
import socketserver
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import FrameType
from typing import NoReturn

from audit.ledger.signed_note import NoteRefused
from audit.ledger.witnessed import Refused, Witnessed

_LONGEST = 100_000
_PATHS = {
    "/introduce": "introduce",
    "/add-checkpoint": "add",
    "/new-incarnation": "begin_anew",
    "/people": "admit",
    "/newest": "newest",
}


class Handler(BaseHTTPRequestHandler):
    """Answers in the words of the protocol."""

    server: "Server"
    timeout = 10
    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        """Take a checkpoint, a statement of a new incarnation, or a question."""
        verb = _PATHS.get(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        if verb is None or not 0 <= length <= _LONGEST:
            self._answer(HTTPStatus.NOT_FOUND, "")
            return
        asked = self.rfile.read(length).decode("utf-8", "replace")
        try:
            self._answer(HTTPStatus.OK, getattr(self.server.witnessed, verb)(asked))
        except Refused as refused:
            self._answer(refused.status, refused.said)
        except (NoteRefused, ValueError) as wrong:
            self._answer(HTTPStatus.BAD_REQUEST, f"{wrong}\n")

    def do_GET(self) -> None:
        """Say under which key the witness signs."""
        self._answer(HTTPStatus.OK, f"{self.server.witnessed.key.public()}\n")

    def log_message(self, *_arguments: object) -> None:
        """Keep still: what matters is in the folder."""

    def _answer(self, status: int, text: str) -> None:
        content = text.encode()
        self.send_response(status)
        kind = "text/x.tlog.size" if status == HTTPStatus.CONFLICT else "text/plain; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Server(socketserver.UnixStreamServer):
    """One request after another, on a socket in the file system."""

    def __init__(self, socket: Path, folder: Path, *, shared: bool = False) -> None:
        socket.unlink(missing_ok=True)
        super().__init__(str(socket), Handler)
        socket.chmod(0o660 if shared else 0o600)
        self.witnessed = Witnessed(folder)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is none of our troubles."""
        print(f"witness: {sys.exc_info()[1]}", file=sys.stderr, flush=True)  # noqa: T201


def main() -> int:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="witness")
    parser.add_argument("folder", type=Path)
    parser.add_argument("socket", type=Path)
    parser.add_argument("--account", help="the system account to become, when started as root")
    parser.add_argument("--shared", action="store_true", help="our group may ask, too")
    # Names the installation on the command line: by it a supervisor knows what is its own.
    parser.add_argument("--run-folder", help=argparse.SUPPRESS)
    options = parser.parse_args()
    _own(options.folder, options.account)
    _own(options.socket.parent, options.account, mode=0o710 if options.shared else 0o700)
    if options.account:
        _become(options.account)
    signal.signal(signal.SIGTERM, _leave)
    with Server(options.socket, options.folder, shared=options.shared) as server:
        server.serve_forever()
    return 0


def _own(folder: Path, account: str | None, *, mode: int = 0o700) -> None:
    folder.mkdir(mode=mode, parents=True, exist_ok=True)
    if account:
        entry = pwd.getpwnam(account)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    folder.chmod(mode)


def _become(account: str) -> None:
    # All code is loaded by now: the account need not be able to read it.
    entry = pwd.getpwnam(account)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
