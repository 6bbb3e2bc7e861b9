"""The people whose codes can begin the tree anew, and the recovery code made at installation."""

from audit.ledger import incarnation_statement, signing_key
from audit.ledger.incarnation_statement import key_of_code, new_code
from audit.ledger.signed_note import PrivateKey, PublicKey
from audit.ledger.state_folder import replace_text, state_folder

RECOVERY = "recovery"


def known() -> list[PublicKey]:
    """Their keys, the recovery code's first."""
    path = state_folder() / "people"
    return incarnation_statement.people_of(path.read_text()) if path.exists() else []


def remember(keys: list[PublicKey]) -> None:
    """Note who they are from now on."""
    replace_text(state_folder() / "people", "".join(f"{key}\n" for key in keys))


def make_recovery_code() -> str:
    """A code for the envelope, of which only the public half is kept."""
    code = new_code()
    remember([sign_in(RECOVERY, code).public()])
    return code


def sign_in(name: str, code: str) -> PrivateKey:
    """The key of somebody's code. Raises NoteRefused, KeyMissing."""
    key = signing_key.first_key()
    if key is None:
        raise signing_key.KeyMissing
    return key_of_code(key.name, name, code)
