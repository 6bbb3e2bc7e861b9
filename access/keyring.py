"""Encryption at rest of single fields, under keys that never enter the database."""

from collections.abc import Sequence
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class UnreadableField(Exception):
    """Raised when no key of the ring opens a token: a lost key or a changed row."""


class Keyring:
    """Seals and opens field values; the first key seals, every key opens."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError("a keyring needs at least one key")
        self._current = Fernet(keys[0])
        self._all = MultiFernet([Fernet(key) for key in keys])

    def seal(self, text: str) -> str:
        """Seal a value under the current key."""
        return self._current.encrypt(text.encode()).decode("ascii")

    def open(self, token: str) -> str:
        """Open a token. Raises UnreadableField, which names neither key nor value."""
        try:
            return self._all.decrypt(token.encode()).decode()
        except InvalidToken:
            raise UnreadableField("no key opens this field") from None

    def seal_bytes(self, block: bytes) -> bytes:
        """Seal a block of a file under the current key."""
        return self._current.encrypt(block)

    def open_bytes(self, token: bytes) -> bytes:
        """Open a block of a file. Raises UnreadableField."""
        try:
            return self._all.decrypt(token)
        except InvalidToken:
            raise UnreadableField("no key opens this block") from None

    def rotate(self, token: str) -> str:
        """Seal the same value under the current key. Raises UnreadableField."""
        try:
            return self._all.rotate(token.encode()).decode("ascii")
        except InvalidToken:
            raise UnreadableField("no key opens this field") from None

    def is_current(self, token: str) -> bool:
        """Tell whether a token is sealed under the current key, so that rotation can be counted."""
        try:
            self._current.decrypt(token.encode())
        except InvalidToken:
            return False
        return True


def encrypt(text: str) -> str:
    """Seal a field value under the current key of settings.CUSTOS_FIELD_KEYS."""
    return field_keyring().seal(text)


def decrypt(token: str) -> str:
    """Open a field value. Raises UnreadableField."""
    return field_keyring().open(token)


def rotate(token: str) -> str:
    """Seal a field value anew under the current key. Raises UnreadableField."""
    return field_keyring().rotate(token)


def field_keyring() -> Keyring:
    """Give the ring of settings.CUSTOS_FIELD_KEYS, built once for each set of keys."""
    return _ring(tuple(settings.CUSTOS_FIELD_KEYS))


@lru_cache(maxsize=4)
def _ring(keys: tuple[str, ...]) -> Keyring:
    return Keyring(keys)
