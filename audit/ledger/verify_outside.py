"""What is known of the tree outside the database."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from audit.ledger import anchoring, checkpoint, memory, signing_key
from audit.ledger.checkpoint import Checkpoint
from audit.ledger.signed_note import NoteRefused, signers
from audit.ledger.witness_client import WitnessAbsent, WitnessRefused


@dataclass(frozen=True)
class Known:
    """A root that somebody outside has seen."""

    size: int
    root: bytes
    source: str


def known_outside(notes: Collection[str]) -> tuple[list[Known], list[str]]:
    """Every root known to this machine, the folder, the witness and the given notes."""
    found: dict[tuple[int, bytes], Known] = {}
    warnings: list[str] = []
    for source, said in _sources(notes, warnings):
        if said is not None and said.incarnation >= memory.incarnation():
            found[said.size, said.root] = Known(said.size, said.root, source)
    return list(found.values()), warnings


def _sources(
    notes: Collection[str], warnings: list[str]
) -> Iterator[tuple[str, Checkpoint | None]]:
    yield from (("the given note", checkpoint.parse(note)) for note in notes)
    yield from (("the folder", said) for said in anchoring.anchors())
    yield "this machine", memory.signed()
    yield "this machine", memory.anchored()
    key = signing_key.first_key()
    if key is None:
        return
    try:
        note = anchoring.witness().newest(key.name)
        if note:
            yield "the witness", _witnessed(note)
    except (WitnessAbsent, WitnessRefused, NoteRefused) as failure:
        warnings.append(str(failure))


def _witnessed(note: str) -> Checkpoint:
    key = anchoring.witness_key()
    if key is None or signers(note, [key]) != [key]:
        raise NoteRefused("the witness answers under another key than the one we know")
    return checkpoint.parse(note)
