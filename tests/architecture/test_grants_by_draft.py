"""No grant is saved directly: the first run gives them, drafts change them, one person may end."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITERS = {
    "access/services/found_company.py",
    "access/services/publish_draft.py",
    "access/services/end_grant.py",  # closes, and opens nothing
    "config/demo/people.py",  # into a database flagged as made up
}
WRITING = re.compile(r"\bGrant\(post|\bGrant\.objects\.(create|bulk|get_or|update)|\bgrant\.save\(")


def writers() -> set[str]:
    """Files of the product that write a grant."""
    found = set()
    for app in ("access", "audit", "config", "customers"):
        for file in (ROOT / app).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            text = re.sub(r"Grant\(\s*", "Grant(", text)
            if "migrations" not in file.parts and WRITING.search(text):
                found.add(str(file.relative_to(ROOT)))
    return found


def test_only_the_first_run_drafts_and_an_end_write_grants() -> None:
    assert writers() == WRITERS
