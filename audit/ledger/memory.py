"""What this machine remembers of the tree: a database that was set back does not match it."""

import json
from pathlib import Path
from typing import Any

from audit.ledger import checkpoint
from audit.ledger.checkpoint import Checkpoint
from audit.ledger.state_folder import replace_text, state_folder
from audit.ledger.stored_tree import TreeBroken, stored_tree
from audit.ledger.tree import root_at


class AheadOfDatabase(TreeBroken):
    """A checkpoint is known that the database does not contain: it was set back or replaced."""


def signed() -> Checkpoint | None:
    """The checkpoint that was signed last on this machine."""
    return _read("signed")


def remember_signed(note: str) -> None:
    """Note what was just committed."""
    replace_text(state_folder() / "signed", note)


def anchored() -> Checkpoint | None:
    """The newest checkpoint that left the database and whose witnesses were verified."""
    return _read("anchored")


def anchored_note() -> str:
    """The same with its signatures, empty where there is none."""
    path = state_folder() / "anchored"
    return path.read_text() if path.exists() else ""


def anchored_at() -> float | None:
    """When that was, as the file's time."""
    path = state_folder() / "anchored"
    return path.stat().st_mtime if path.exists() else None


def remember_anchored(note: str) -> None:
    """Note what has just left the database."""
    replace_text(state_folder() / "anchored", note)


def incarnation() -> int:
    """How often the tree began anew, lawfully; 1 is the first."""
    return int(_json("incarnation").get("number", 1))


def remember_incarnation(number: int) -> None:
    """Note a lawful restore; what was remembered of the tree before it is set aside."""
    replace_text(state_folder() / "incarnation", json.dumps({"number": number}))
    for path in [state_folder() / "signed", state_folder() / "anchored", *_receipts()]:
        if path.exists():
            path.rename(path.with_name(f"{path.name}.before-{number}"))


def require_beginning(alias: str, known: Checkpoint | None) -> None:
    """The database's tree begins with the one that is known. Raises AheadOfDatabase."""
    if known is None:
        return
    try:
        root = root_at(known.size, stored_tree(alias))
    except TreeBroken as broken:
        raise AheadOfDatabase(
            f"a checkpoint of {known.size} events is known, the database lacks some: {broken}"
        ) from broken
    if root != known.root:
        raise AheadOfDatabase(f"the first {known.size} events are not those that were signed")


def _read(name: str) -> Checkpoint | None:
    path = state_folder() / name
    return checkpoint.parse(path.read_text()) if path.exists() else None


def _json(name: str) -> dict[str, Any]:
    path = state_folder() / name
    return dict(json.loads(path.read_text())) if path.exists() else {}


def _receipts() -> list[Path]:
    return sorted(state_folder().glob("receipts-????-??-??"))
