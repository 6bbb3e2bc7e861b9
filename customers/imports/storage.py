"""Uploaded files at rest: sealed block by block under the field keys, under names of our own."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from access.keyring import UnreadableField, field_keyring
from customers.imports.errors import FileRefused

BLOCK = 1 << 20
# What is certainly no table of text, by its first bytes.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")


@dataclass(frozen=True)
class Stored:
    """A file that lies sealed in our folder."""

    name: str
    size: int
    digest: str


class Sealing:
    """Takes a file block by block. Only ciphertext ever touches the disk."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(16)
        self._size = 0
        self._digest = hashlib.sha256()
        self._pending = bytearray()
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        place = os.open(_path(self.name), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        self._file: BinaryIO = os.fdopen(place, "wb")

    def take(self, block: bytes) -> None:
        """Count, digest and seal. Raises FileRefused past the limit or where it is no text."""
        if not self._size:
            _refuse_others(block)
        self._size += len(block)
        if self._size > settings.CUSTOS_UPLOAD_LIMIT:
            raise FileRefused("too_large", limit=settings.CUSTOS_UPLOAD_LIMIT >> 20)
        self._digest.update(block)
        self._pending += block
        while len(self._pending) >= BLOCK:
            self._seal(bytes(self._pending[:BLOCK]))
            del self._pending[:BLOCK]

    def close(self) -> Stored:
        """The file, whole. Raises FileRefused where it is empty."""
        if not self._size:
            raise FileRefused("empty_file")
        if self._pending:
            self._seal(bytes(self._pending))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return Stored(self.name, self._size, self._digest.hexdigest())

    def abandon(self) -> None:
        """Nothing of it stays."""
        self._file.close()
        delete(self.name)

    def _seal(self, block: bytes) -> None:
        self._file.write(field_keyring().seal_bytes(block) + b"\n")


def blocks_of(name: str, digest: str) -> Iterator[bytes]:
    """The file's blocks in clear. Raises FileRefused where it is gone or not what was uploaded."""
    found = hashlib.sha256()
    try:
        with _path(name).open("rb") as file:
            for token in file:
                block = field_keyring().open_bytes(token.rstrip(b"\n"))
                found.update(block)
                yield block
    except (FileNotFoundError, UnreadableField) as failure:
        raise FileRefused("file_gone") from failure
    if found.hexdigest() != digest:
        raise FileRefused("file_gone")


def delete(name: str) -> None:
    """Away with a file; one that is gone already is no trouble."""
    _path(name).unlink(missing_ok=True)


def names() -> Iterator[tuple[str, float]]:
    """Every stored file and when it was last written, for the sweep."""
    if folder().is_dir():
        for path in folder().iterdir():
            yield path.name, path.stat().st_mtime


def folder() -> Path:
    """Where uploaded files lie."""
    return Path(settings.MEDIA_ROOT) / "imports"


def _path(name: str) -> Path:
    # Names are made here, never taken from a person: this holds even if a row was tampered with.
    if not name.isalnum():
        raise FileRefused("file_gone")
    return folder() / name


def _refuse_others(start: bytes) -> None:
    if start.startswith(_WORKBOOKS):
        raise FileRefused("is_workbook")
    if start.startswith(_OTHERS):
        raise FileRefused("no_table")
