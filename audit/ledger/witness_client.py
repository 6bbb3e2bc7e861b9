"""Asking the witness, over its socket."""

import base64
import http.client
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from audit.ledger.signed_note import PublicKey

_PATIENCE = 5.0


class WitnessAbsent(Exception):
    """The witness can't be reached: an alarm, never a stop."""


class WitnessRefused(Exception):
    """The witness has seen another tree than the one it was shown."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"the witness refuses ({status}): {said}")
        self.status = status
        self.said = said


@dataclass(frozen=True)
class Witness:
    """One witness, by its socket. Every call raises WitnessAbsent or WitnessRefused."""

    socket: Path

    def key(self) -> PublicKey:
        """The key that it cosigns with."""
        return PublicKey.parse(self._ask("GET", "/", ""))

    def introduce(self, key: PublicKey, people: Sequence[PublicKey]) -> None:
        """Let it pin the tree's key and people."""
        self._ask("POST", "/introduce", "".join(f"{each}\n" for each in (key, *people)))

    def add(self, note: str, old: int, proof: Sequence[bytes]) -> str:
        """Its cosignature of a checkpoint that grew out of the one of size `old`."""
        lines = [f"old {old}", *(base64.b64encode(step).decode() for step in proof)]
        return self._ask("POST", "/add-checkpoint", "\n".join(lines) + f"\n\n{note}")

    def begin_anew(self, statement: str) -> str:
        """Its cosignature of a new incarnation."""
        return self._ask("POST", "/new-incarnation", statement)

    def admit(self, statement: str) -> str:
        """Its cosignature of a new list of people."""
        return self._ask("POST", "/people", statement)

    def newest(self, origin: str) -> str:
        """The newest checkpoint that it cosigned, empty where there is none."""
        try:
            return self._ask("POST", "/newest", origin)
        except WitnessRefused as refused:
            if refused.status == HTTPStatus.NOT_FOUND:
                return ""
            raise

    def _ask(self, verb: str, path: str, content: str) -> str:
        connection = _Connection(self.socket)
        try:
            connection.request(verb, path, body=content.encode())
            answer = connection.getresponse()
            said = answer.read(1_000_000).decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as failure:
            raise WitnessAbsent(f"no witness at {self.socket}") from failure
        finally:
            connection.close()
        if answer.status != HTTPStatus.OK:
            raise WitnessRefused(answer.status, said.strip())
        return said


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("witness", timeout=_PATIENCE)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))
