"""A lawful restore: the tree goes on from an older state, as two people have signed."""

from audit.ledger import anchoring, book, checkpoint, memory, people, sealing, signing_key
from audit.ledger.checkpoint import Checkpoint
from audit.ledger.event import Entry, Outcome, Verb
from audit.ledger.incarnation_statement import Incarnation, parse, require_signed
from audit.ledger.signed_note import PrivateKey, signers
from audit.ledger.signing_key import KeyMissing
from audit.ledger.state_folder import replace_text, state_folder
from audit.ledger.stored_tree import TreeBroken


class NothingLost(Exception):
    """The database continues everything that is known outside: there is nothing to begin anew."""


def proposal() -> Incarnation:
    """The statement that fits the database as it stands now.

    Raises NothingLost, TreeBroken where the database's own tree is broken, KeyMissing,
    WitnessAbsent, WitnessRefused.
    """
    known, stands = _known(), _standing()
    try:
        memory.require_beginning("sealer", known)
    except memory.AheadOfDatabase:
        pass
    else:
        raise NothingLost
    memory.require_beginning("sealer", stands)
    return Incarnation(
        origin=known.origin,
        number=max(known.incarnation, memory.incarnation()) + 1,
        old_size=known.size,
        old_root=known.root,
        new_size=stands.size,
        new_root=stands.root,
    )


def begin_anew(statement: str) -> Incarnation:
    """Have the witness accept the statement, and go on from the database's own tree.

    The event of it becomes the first of the new incarnation. Raises NoteRefused where too few
    have signed, TreeBroken where the database has changed since, WitnessAbsent, WitnessRefused.
    """
    said, keys = parse(statement), _keys()
    known = people.known()
    require_signed(statement, keys.public(), known)
    stands = _standing()
    if (said.new_size, said.new_root) != (stands.size, stands.root):
        raise TreeBroken("the database is not the one that the statement was made for")
    anchoring.witness().begin_anew(statement)
    memory.remember_incarnation(said.number)
    replace_text(state_folder() / f"incarnation-{said.number:04}", statement)
    signed = [key.number.hex() for key in signers(statement, known)]
    body = {"incarnation": said.number, "old": said.old_size, "new": said.new_size, "by": signed}
    entry = Entry(actor="system:restore", verb=Verb.BEGIN, resource="ledger", body=body)
    book.write_note(entry, Outcome.ALLOWED)
    return said


def _known() -> Checkpoint:
    """The largest tree that this machine or the witness has seen."""
    key = signing_key.first_key()
    if key is None:
        raise KeyMissing("nothing was ever sealed here")
    found = [memory.signed(), memory.anchored()]
    if note := anchoring.witness().newest(key.name):
        found.append(checkpoint.parse(note))
    seen = [each for each in found if each is not None]
    if not seen:
        raise NothingLost
    return max(seen, key=lambda each: (each.incarnation, each.size))


def _standing() -> Checkpoint:
    """The newest checkpoint in the database, signed by a key of this installation."""
    note = sealing.newest_note("sealer")
    if note is None:
        raise TreeBroken("the database holds no checkpoint: restore a backup first")
    keys = signing_key.load()
    known = [keys.current, *keys.former] if keys else []
    if not signers(note, [key.public() for key in known]):
        raise KeyMissing("the database's newest checkpoint was signed by a key that is not here")
    return checkpoint.parse(note)


def _keys() -> PrivateKey:
    keys = signing_key.load()
    if keys is None:
        raise KeyMissing("the key that signs checkpoints is gone: put it back from its backup")
    return keys.current
