"""Who may sign a lawful restore: people with a code of their own, let in by those who are in."""

from collections.abc import Sequence

from audit.ledger import anchoring, people, signing_key
from audit.ledger.incarnation_statement import QUORUM, new_code, people_text
from audit.ledger.signed_note import NoteRefused, PrivateKey, PublicKey, sign
from audit.ledger.signing_key import KeyMissing


def signers_needed() -> int:
    """How many of those who are known must sign."""
    return min(QUORUM, len(people.known()))


def admit_person(name: str, by: Sequence[PrivateKey]) -> str:
    """Let somebody in; their code, of which only the public half is kept.

    Raises NoteRefused where the name is taken or too few sign, WitnessAbsent, WitnessRefused.
    """
    known = people.known()
    code = new_code()
    key = people.sign_in(name, code).public()
    if key.name in {each.name for each in known}:
        raise NoteRefused(f"{name} is known already")
    _change([*known, key], by)
    return code


def dismiss_person(name: str, by: Sequence[PrivateKey]) -> None:
    """Let somebody sign no more. Raises as `admit_person`."""
    known = people.known()
    left = [key for key in known if not key.name.endswith(f"/{name}")]
    if len(left) == len(known):
        raise NoteRefused(f"{name} is not known")
    if len(left) < QUORUM:
        raise NoteRefused("two must be left who can sign")
    _change(left, by)


def _change(keys: list[PublicKey], by: Sequence[PrivateKey]) -> None:
    first, own = signing_key.first_key(), signing_key.load()
    if first is None or own is None:
        raise KeyMissing("nothing was ever sealed here")
    statement = sign(people_text(first.name, keys), [own.current, *by])
    anchoring.witness().admit(statement)
    people.remember(keys)
