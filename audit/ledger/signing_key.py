"""The key that signs checkpoints: outside the database, made once, changed by cross-signing."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from audit.ledger.signed_note import PrivateKey, PublicKey
from audit.ledger.state_folder import replace_text, state_folder


class KeyMissing(Exception):
    """Checkpoints exist, and the key that signed them is not where it was."""


@dataclass(frozen=True)
class SigningKeys:
    """The current key, and those before it, which can still introduce it."""

    current: PrivateKey
    former: tuple[PrivateKey, ...] = ()

    def of(self, number: bytes) -> PrivateKey | None:
        """The key that a signature line's four bytes stand for."""
        known = (self.current, *self.former)
        return next((key for key in known if key.public().number == number), None)


def load() -> SigningKeys | None:
    """The keys of the environment or of the file, newest first; nothing before there are any."""
    text = os.environ.get("CUSTOS_LEDGER_KEY", "")
    if not text and _file().exists():
        text = _file().read_text()
    keys = [PrivateKey.parse(line) for line in text.split()]
    return SigningKeys(keys[0], tuple(keys[1:])) if keys else None


def make() -> SigningKeys:
    """The first key, under a name that no other installation has."""
    key = PrivateKey.generate(f"custos/{secrets.token_hex(6)}")
    replace_text(_file(), f"{key.secret()}\n")
    pin(key.public())
    return SigningKeys(key)


def rotate() -> PublicKey:
    """Put a new key before the current one; the next checkpoint is signed by both.

    Raises KeyMissing.
    """
    keys = load()
    if keys is None:
        raise KeyMissing
    new = PrivateKey.generate(keys.current.name)
    lines = [new, keys.current, *keys.former]
    replace_text(_file(), "".join(f"{key.secret()}\n" for key in lines))
    return new.public()


def pin(key: PublicKey) -> None:
    """Note the first key: all trust of this machine's verifier starts there."""
    if not _pinned().exists():
        replace_text(_pinned(), f"{key}\n")


def first_key() -> PublicKey | None:
    """The key that signed the first checkpoint."""
    return PublicKey.parse(_pinned().read_text()) if _pinned().exists() else None


def _file() -> Path:
    folder = Path(settings.CUSTOS_LEDGER_KEYS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / state_folder().name


def _pinned() -> Path:
    return state_folder() / "first-key"
