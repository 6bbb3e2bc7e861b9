"""Anchoring: the newest checkpoint leaves the database, for the witness and a folder."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connections

from audit.ledger import checkpoint, memory, people, signing_key
from audit.ledger.checkpoint import Checkpoint
from audit.ledger.signed_note import NoteRefused, PublicKey, signers
from audit.ledger.state_folder import replace_text, state_folder
from audit.ledger.stored_tree import TreeBroken, stored_tree
from audit.ledger.tree import consistency_proof
from audit.ledger.witness_client import Witness, WitnessAbsent, WitnessRefused


def witness() -> Witness:
    """The witness of this installation."""
    return Witness(Path(settings.CUSTOS_WITNESS))


def anchor(note: str) -> None:
    """Have the checkpoint cosigned, and keep it outside the database.

    Raises WitnessAbsent (the folder has it all the same), WitnessRefused, TreeBroken.
    """
    memory.require_beginning("sealer", memory.anchored())
    _into_folder(note, "unwitnessed")
    said = checkpoint.parse(note)
    for earlier in [*_rotations(said), note]:
        cosigned = _cosigned(earlier)
    _into_folder(cosigned, "witnessed")
    memory.remember_anchored(cosigned)


def witness_key() -> PublicKey | None:
    """The key of the witness as it was when we first met."""
    path = state_folder() / "witness-key"
    return PublicKey.parse(path.read_text()) if path.exists() else None


def anchors() -> Iterator[Checkpoint]:
    """All checkpoints in the folder, oldest first."""
    for path in sorted(folder().glob("*/*")):
        yield checkpoint.parse(path.read_text())


def folder() -> Path:
    """The append-only folder: a file for each anchor, which nobody writes twice."""
    return Path(settings.CUSTOS_ANCHORS) / state_folder().name


def _cosigned(note: str) -> str:
    """The note with the witness's signature, which is checked."""
    line = _add(note)
    key = witness_key()
    if key is None:
        key = witness().key()
        replace_text(state_folder() / "witness-key", f"{key}\n")
    if not _signed(f"{note}{line}", key):
        raise WitnessRefused(0, "its signature is not that of the witness we know")
    return f"{note}{line}"


def _add(note: str) -> str:
    asked, said = witness(), checkpoint.parse(note)
    known = memory.anchored()
    old = known.size if known else 0
    for _attempt in range(3):
        try:
            proof = consistency_proof(old, said.size, stored_tree("sealer"))
            return asked.add(note, old, proof)
        except WitnessRefused as refused:
            if refused.status == 404:
                asked.introduce(_first_key(), people.known())
                old = 0
            elif refused.status == 409 and refused.said.isdecimal() and int(refused.said) != old:
                old = int(refused.said)
                if old > said.size:
                    raise memory.AheadOfDatabase(
                        f"the witness has seen {old} events, the database has {said.size}"
                    ) from refused
            else:
                raise TreeBroken(str(refused)) from refused
    raise WitnessAbsent("the witness does not make up its mind")


def _signed(note: str, key: PublicKey) -> bool:
    try:
        return signers(note, [key]) == [key]
    except NoteRefused:
        return False


def _rotations(said: Checkpoint) -> list[str]:
    """The checkpoints since the newest anchor that brought a new key: the witness must see them."""
    known = memory.anchored()
    with connections["sealer"].cursor() as cursor:
        cursor.execute(
            "SELECT note FROM ledger.checkpoint WHERE size >= %s AND size <= %s AND at < %s"
            " AND note LIKE %s ORDER BY number",
            [known.size if known else 0, said.size, said.at, "%\nkey custos/%"],
        )
        return [row[0] for row in cursor.fetchall()]


def _first_key() -> PublicKey:
    key = signing_key.first_key()
    if key is None:
        raise signing_key.KeyMissing
    return key


def _into_folder(note: str, state: str) -> None:
    said = checkpoint.parse(note)
    place = folder() / said.at.date().isoformat()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = place / f"{said.incarnation:04}-{said.size:016}-{state}"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError:
        return
    with open(handle, "w") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
