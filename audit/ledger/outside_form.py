"""What leaves for outsiders: lines that begin with a word, the same in a proof and in a bundle."""

import base64
import json
from collections.abc import Iterable, Iterator

from django.db import connections

from audit.ledger import anchoring, signing_key
from audit.ledger.proof import Proof

_ROTATIONS = """
    SELECT note FROM ledger.checkpoint WHERE number <= %s AND note LIKE %s ORDER BY number
"""


def line(word: str, *parts: bytes | str | int) -> bytes:
    """One line: bytes as base64, texts and numbers as they are."""
    said = (base64.b64encode(each).decode() if isinstance(each, bytes) else each for each in parts)
    return " ".join([word, *map(str, said)]).encode() + b"\n"


def entry_line(leaf: bytes, entry: bytes) -> bytes:
    """An event with the leaf that it must hash to."""
    return b"event " + base64.b64encode(leaf) + b" " + entry + b"\n"


def note_line(word: str, note: str) -> bytes:
    """A signed note on one line, as a JSON text."""
    return line(word, json.dumps(note, ensure_ascii=False))


def keys(until: int) -> Iterator[bytes]:
    """The first key, the witness's, and each checkpoint up to that number that brought a key."""
    if first := signing_key.first_key():
        yield line("key", str(first))
    if witness := anchoring.witness_key():
        yield line("witness", str(witness))
    with connections["auditor"].cursor() as cursor:
        cursor.execute(_ROTATIONS, [until, "%\nkey custos/%"])
        notes = [row[0] for row in cursor.fetchall()]
    yield from (note_line("rotation", note) for note in notes)


def proof_file(proof: Proof, *, asked: int) -> Iterator[bytes]:
    """A proof as verify_bundle.py reads it; `asked` is the event of this question."""
    yield line("custos-proof", 1, asked)
    yield from keys(2**62)
    yield entry_line(proof.leaf, proof.entry)
    yield line("path", proof.index, *proof.path)
    yield note_line("witnessed" if proof.witnessed else "note", proof.note)
    yield line("growth", *proof.growth)
    yield note_line("note", proof.newest)
    yield line("end", 1)


def joined(lines: Iterable[bytes]) -> bytes:
    """All lines as one file."""
    return b"".join(lines)
