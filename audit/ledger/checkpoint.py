"""A checkpoint: the tree's size and root at one moment, signed."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from audit.ledger.leaf import time_text
from audit.ledger.signed_note import NoteRefused, PrivateKey, PublicKey, sign, signers, split


@dataclass(frozen=True, kw_only=True)
class Checkpoint:
    """What a checkpoint says, in the form of C2SP tlog-checkpoint with lines of our own below.

    `previous` is the hash of the checkpoint before it; `key` introduces the signer of all later
    ones; `incarnation` rises by one at each lawful restore.
    """

    origin: str
    size: int
    root: bytes
    incarnation: int
    previous: str
    at: datetime
    regressed: bool = False
    key: str = ""

    def text(self) -> str:
        """The lines that are signed."""
        lines = [self.origin, str(self.size), base64.b64encode(self.root).decode()]
        lines += [f"incarnation {self.incarnation}", f"previous {self.previous}"]
        lines += [f"time {time_text(self.at)}"]
        lines += ["clock regressed"] if self.regressed else []
        lines += [f"key {self.key}"] if self.key else []
        return "".join(f"{line}\n" for line in lines)

    def note(self, keys: Sequence[PrivateKey]) -> str:
        """The text and its signatures."""
        return sign(self.text(), keys)


def parse(note: str) -> Checkpoint:
    """Read a note, whoever signed it. Raises NoteRefused."""
    text, _ = split(note)
    try:
        origin, size, root, *lines = text.splitlines()
        said = dict(line.split(" ", 1) for line in lines)
        found = Checkpoint(
            origin=origin,
            size=int(size),
            root=base64.b64decode(root, validate=True),
            incarnation=int(said["incarnation"]),
            previous=said["previous"],
            at=datetime.strptime(said["time"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC),
            regressed="clock" in said,
            key=said.get("key", ""),
        )
    except (ValueError, KeyError, binascii.Error) as error:
        raise NoteRefused("no checkpoint") from error
    if found.text() != text or len(found.root) != 32 or found.size < 0:
        raise NoteRefused("no checkpoint as we write them")
    return found


def trusted(note: str, key: PublicKey) -> tuple[Checkpoint, PublicKey]:
    """Read a note that the key has signed; the key that signs the next one.

    A new key is introduced by a checkpoint that both have signed. Raises NoteRefused.
    """
    found = parse(note)
    new = PublicKey.parse(found.key) if found.key else None
    wanted = [key, new] if new else [key]
    if len(signers(note, wanted)) != len(set(wanted)) or found.origin != key.name:
        raise NoteRefused("not signed by the key that is trusted")
    if new and new.name != key.name:
        raise NoteRefused("the new key has another name")
    return found, new or key


def digest(note: str) -> str:
    """What the next checkpoint names as its previous: the hash of the text, without signatures."""
    return sha256(split(note)[0].encode()).hexdigest()
