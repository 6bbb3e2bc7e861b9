"""Signed notes as C2SP writes them: a text, an empty line, and Ed25519 signatures below it."""

import base64
import binascii
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519, COSIGNATURE = 1, 4  # the kinds of C2SP signed-note and tlog-cosignature


class NoteRefused(Exception):
    """The text is no signed note, or no key that is trusted has signed it."""


@dataclass(frozen=True)
class PublicKey:
    """Who may have signed: a name, a kind and 32 bytes."""

    name: str
    kind: int
    raw: bytes

    @property
    def number(self) -> bytes:
        """The four bytes that stand for the key in a signature line."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.raw).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.number.hex()}+{_text(bytes([self.kind]) + self.raw)}"

    @classmethod
    def parse(cls, text: str) -> "PublicKey":
        """Read the form that `str` gives. Raises NoteRefused."""
        name, _, rest = text.strip().partition("+")
        number, _, coded = rest.partition("+")
        content = _bytes(coded)
        key = cls(name, content[0] if content else 0, content[1:])
        if len(key.raw) != 32 or key.kind not in {ED25519, COSIGNATURE}:
            raise NoteRefused("no key")
        if key.number.hex() != number:
            raise NoteRefused("the key's number is wrong")
        return key

    def signed(self, text: str, signature: bytes) -> bool:
        """The signature is this key's, of this text."""
        message = text.encode()
        if self.kind == COSIGNATURE:
            stamp, signature = signature[:8], signature[8:]
            message = _cosigned(int.from_bytes(stamp, "big"), text)
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class PrivateKey:
    """What signs; its text is a secret."""

    name: str
    kind: int
    seed: bytes

    def __repr__(self) -> str:
        return f"PrivateKey({self.name})"

    @classmethod
    def generate(cls, name: str, *, kind: int = ED25519) -> "PrivateKey":
        """A new key."""
        return cls(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> "PrivateKey":
        """Read the form that `secret` gives. Raises NoteRefused."""
        parts = text.strip().split("+", 4)
        content = _bytes(parts[4]) if len(parts) == 5 else b""
        if parts[:2] != ["PRIVATE", "KEY"] or len(content) != 33:
            raise NoteRefused("no private key")
        return cls(parts[2], content[0], content[1:])

    def secret(self) -> str:
        """The key as its file keeps it."""
        number = self.public().number.hex()
        return f"PRIVATE+KEY+{self.name}+{number}+{_text(bytes([self.kind]) + self.seed)}"

    def public(self) -> PublicKey:
        """The half that verifies."""
        return PublicKey(self.name, self.kind, self._key().public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """The signature line for this text."""
        if self.kind == COSIGNATURE:
            now = int(time.time())
            signature = now.to_bytes(8, "big") + self._key().sign(_cosigned(now, text))
        else:
            signature = self._key().sign(text.encode())
        return f"\u2014 {self.name} {_text(self.public().number + signature)}\n"

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def sign(text: str, keys: Iterable[PrivateKey]) -> str:
    """The note of a text (which ends with a line's end), signed by each key."""
    return f"{text}\n{''.join(key.sign(text) for key in keys)}"


def split(note: str) -> tuple[str, list[str]]:
    """A note's text and its signature lines. Raises NoteRefused."""
    text, mark, below = note.rpartition("\n\n")
    lines = below.splitlines()
    if not mark or not lines or not all(line.startswith("\u2014 ") for line in lines):
        raise NoteRefused("no signed note")
    return f"{text}\n", lines


def signers(note: str, keys: Sequence[PublicKey]) -> list[PublicKey]:
    """Those of the keys that have signed; one wrong signature of theirs spoils the note.

    Raises NoteRefused.
    """
    text, lines = split(note)
    found = []
    for line in lines:
        name, _, coded = line[2:].partition(" ")
        content = _bytes(coded)
        for key in keys:
            if (key.name, key.number) != (name, content[:4]) or key in found:
                continue
            if not key.signed(text, content[4:]):
                raise NoteRefused(f"the signature of {name} is wrong")
            found.append(key)
    return found


def _cosigned(stamp: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {stamp}\n{text}".encode()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise NoteRefused("no base64") from error
