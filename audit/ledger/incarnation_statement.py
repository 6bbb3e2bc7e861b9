"""What people sign with codes of their own: that a tree begins anew, and who they are."""

import base64
import binascii
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

from audit.ledger.signed_note import ED25519, NoteRefused, PrivateKey, PublicKey, signers, split

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_NAME = re.compile(r"[a-z0-9._-]{1,40}")
QUORUM = 2


@dataclass(frozen=True, kw_only=True)
class Incarnation:
    """A lawful restore: the head that was known, and the one that takes its place."""

    origin: str
    number: int
    old_size: int
    old_root: bytes
    new_size: int
    new_root: bytes

    def text(self) -> str:
        """The lines that are signed."""
        old, new = (base64.b64encode(root).decode() for root in (self.old_root, self.new_root))
        return (
            f"{self.origin}\nincarnation {self.number}\n"
            f"old {self.old_size} {old}\nnew {self.new_size} {new}\n"
        )


def parse(note: str) -> Incarnation:
    """Read a statement, whoever signed it. Raises NoteRefused."""
    text, _ = split(note)
    try:
        origin, number, old, new = text.splitlines()
        _, old_size, old_root = old.split(" ")
        _, new_size, new_root = new.split(" ")
        found = Incarnation(
            origin=origin,
            number=int(number.removeprefix("incarnation ")),
            old_size=int(old_size),
            old_root=base64.b64decode(old_root, validate=True),
            new_size=int(new_size),
            new_root=base64.b64decode(new_root, validate=True),
        )
    except (ValueError, binascii.Error) as error:
        raise NoteRefused("no incarnation") from error
    if found.text() != text:
        raise NoteRefused("no incarnation as we write them")
    return found


def require_signed(
    note: str, key: PublicKey | None, people: list[PublicKey], *, least: int = QUORUM
) -> None:
    """The tree's key and `least` different people have signed. Raises NoteRefused."""
    found = signers(note, [*([key] if key else []), *people])
    if key not in found:
        raise NoteRefused("the tree's key has not signed")
    if len([each for each in found if each in people]) < least:
        raise NoteRefused(f"{least} people must sign, or one and the recovery code")


def people_text(origin: str, people: list[PublicKey]) -> str:
    """The lines by which those who are known let others in."""
    return "".join(f"{line}\n" for line in (origin, "people", *map(str, people)))


def people_of(text: str) -> list[PublicKey]:
    """The keys in such lines, or in a file of keys. Raises NoteRefused."""
    return [PublicKey.parse(line) for line in text.splitlines() if "+" in line]


def new_code() -> str:
    """A code of 130 random bits, for one person to keep or for an envelope to be sealed."""
    signs = [secrets.choice(_ALPHABET) for _ in range(26)]
    return "-".join("".join(signs[start : start + 5]) for start in range(0, 26, 5))


def key_of_code(origin: str, name: str, code: str) -> PrivateKey:
    """The key that the code stands for. Raises NoteRefused."""
    if not _NAME.fullmatch(name):
        raise NoteRefused("a name is made of a-z, 0-9, dot, dash and underscore")
    plain = code.upper().replace("-", "").replace(" ", "").replace("O", "0").replace("I", "1")
    if len(plain) != 26:
        raise NoteRefused("a code has 26 signs")
    seed = sha256(f"custos code\n{origin}\n{name}\n{plain}".encode()).digest()
    return PrivateKey(f"{origin}/{name}", ED25519, seed)
