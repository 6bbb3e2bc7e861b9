"""What a witness has seen of each tree, and what it makes of the next claim."""

import base64
import os
import secrets
import tempfile
import time
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from audit.ledger import checkpoint, incarnation_statement
from audit.ledger.checkpoint import Checkpoint
from audit.ledger.incarnation_statement import QUORUM, people_of
from audit.ledger.signed_note import COSIGNATURE, NoteRefused, PrivateKey, PublicKey, split
from audit.ledger.tree import EMPTY, is_consistent


class Refused(Exception):
    """The claim contradicts what was seen, or nobody known makes it."""

    def __init__(self, status: HTTPStatus, said: str) -> None:
        super().__init__(said)
        self.status = status
        self.said = f"{said}\n"


class Witnessed:
    """The folder of one witness: its key, and for each tree the newest checkpoint it signed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        path = folder / "key"
        if not path.exists():
            key = PrivateKey.generate(f"witness/{secrets.token_hex(6)}", kind=COSIGNATURE)
            _store(path, key.secret())
        self.key = PrivateKey.parse(path.read_text())

    def introduce(self, asked: str) -> str:
        """Pin a tree's first key and its people; whoever comes later finds them pinned."""
        key, *people = people_of(asked)
        tree = self._tree(key.name)
        if (tree / "key").exists():
            raise Refused(HTTPStatus.FORBIDDEN, "this tree is known")
        _store(tree / "people", "".join(f"{each}\n" for each in people))
        _store(tree / "key", f"{key}\n")
        return f"{self.key.public()}\n"

    def add(self, asked: str) -> str:
        """Cosign a checkpoint that the newest one is the beginning of."""
        old, proof, note = _request(asked)
        tree = self._known(checkpoint.parse(note).origin)
        try:
            said, later = checkpoint.trusted(note, self._key(tree))
        except NoteRefused as refused:
            self._keep_evidence(tree, asked)
            raise Refused(HTTPStatus.FORBIDDEN, str(refused)) from refused
        self._require_growth(tree, asked, said, old, proof)
        line = self.key.sign(said.text())
        _store(tree / "seen" / f"{said.incarnation:04}-{said.size:016}", f"{note}{line}")
        _store(tree / "newest", f"{note}{line}")
        if said.key:
            _store(tree / "key", f"{later}\n")
        return line

    def begin_anew(self, asked: str) -> str:
        """Accept another tree in place of the one seen, as two persons have signed."""
        said = incarnation_statement.parse(asked)
        tree = self._known(said.origin)
        newest = self._newest(tree)
        self._require_people(tree, asked, QUORUM)
        size, now = (newest.size, newest.incarnation) if newest else (0, 1)
        if said.number != now + 1 or said.old_size < size:
            raise Refused(HTTPStatus.CONFLICT, str(size))
        _store(tree / "seen" / f"{said.number:04}-begins", asked)
        _store(tree / "begins", asked)
        return self.key.sign(said.text())

    def admit(self, asked: str) -> str:
        """Know other people from now on, as those known have signed."""
        text, _ = split(asked)
        tree = self._known(text.splitlines()[0])
        people = people_of(text)
        self._require_people(tree, asked, min(QUORUM, len(people_of(_text(tree / "people")))))
        _store(tree / "seen" / f"people-{time.time_ns()}", asked)
        _store(tree / "people", "".join(f"{each}\n" for each in people))
        return self.key.sign(text)

    def newest(self, origin: str) -> str:
        """The newest note it signed for that tree."""
        return _text(self._known(origin.strip()) / "newest")

    def _require_growth(
        self, tree: Path, asked: str, said: Checkpoint, old: int, proof: list[bytes]
    ) -> None:
        size, root, incarnation = self._beginning(tree)
        if said.incarnation == (incarnation or said.incarnation) and said.size >= size:
            if old != size:
                raise Refused(HTTPStatus.CONFLICT, str(size))
            if is_consistent(size, said.size, root, said.root, proof):
                return
        # Signed by the right key, and no continuation of what was seen: that is kept.
        self._keep_evidence(tree, asked)
        if said.size <= size:
            raise Refused(HTTPStatus.CONFLICT, str(size))
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "it does not begin with what was seen")

    def _beginning(self, tree: Path) -> tuple[int, bytes, int]:
        """The size and root that must come first, and the incarnation (0: any)."""
        newest = self._newest(tree)
        if begins := _text(tree / "begins"):
            said = incarnation_statement.parse(begins)
            if newest is None or newest.incarnation < said.number:
                return said.new_size, said.new_root, said.number
        if newest is None:
            return 0, EMPTY, 0
        return newest.size, newest.root, newest.incarnation

    def _require_people(self, tree: Path, asked: str, least: int) -> None:
        people = people_of(_text(tree / "people"))
        try:
            incarnation_statement.require_signed(asked, self._key(tree), people, least=least)
        except NoteRefused as refused:
            self._keep_evidence(tree, asked)
            raise Refused(HTTPStatus.FORBIDDEN, str(refused)) from refused

    def _newest(self, tree: Path) -> Checkpoint | None:
        note = _text(tree / "newest")
        return checkpoint.parse(note) if note else None

    def _key(self, tree: Path) -> PublicKey:
        return PublicKey.parse(_text(tree / "key"))

    def _known(self, origin: str) -> Path:
        tree = self._tree(origin)
        if not (tree / "key").exists():
            raise Refused(HTTPStatus.NOT_FOUND, "unknown tree")
        return tree

    def _tree(self, origin: str) -> Path:
        tree = self._folder / sha256(origin.encode()).hexdigest()[:24]
        for part in ("seen", "evidence"):
            (tree / part).mkdir(mode=0o700, parents=True, exist_ok=True)
        return tree

    def _keep_evidence(self, tree: Path, asked: str) -> None:
        name = f"{time.time_ns()}-{sha256(asked.encode()).hexdigest()[:8]}"
        _store(tree / "evidence" / name, asked)


def _request(asked: str) -> tuple[int, list[bytes], str]:
    """The old size, the proof's hashes and the note of an add-checkpoint request."""
    head, _, note = asked.partition("\n\n")
    first, *proof = head.split("\n")
    if not first.startswith("old "):
        raise NoteRefused("no add-checkpoint request")
    return int(first[4:]), [base64.b64decode(line, validate=True) for line in proof], note


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _store(path: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with open(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
