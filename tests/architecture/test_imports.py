"""Each import contract can fail: a bad import, planted in a copy of the code, breaks it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "audit", "access", "customers")

ONE_WAY = "Imports run one way"
MODELS = "Protected models are imported by their own app's policy and services alone"
SWITCH = "The tripwire's switch is the gateway's alone"
CUSTOMERS = "Inside customers, imports run downwards"
ACCESS = "Inside access, imports run downwards"

# The file, the import planted in it, the contract meant for it.
PLANTED = [
    ("audit/ledger/book.py", "import access.gateway", ONE_WAY),
    ("access/gateway.py", "import customers.records", ONE_WAY),
    ("customers/records.py", "import audit.oversight.event_words", ONE_WAY),
    ("customers/policy.py", "import config.policies", ONE_WAY),
    ("customers/views/customer.py", "import customers.models", MODELS),
    ("customers/api/customers.py", "from customers.models import Customer", MODELS),
    ("customers/cards.py", "import customers.models.contact", MODELS),
    ("audit/oversight/event_words.py", "import customers.models", MODELS),
    ("config/frame.py", "import customers.models", MODELS),
    ("customers/services/create_customers.py", "import access.tripwire", SWITCH),
    ("customers/policy.py", "from access.tripwire import gateway_open", SWITCH),
    ("audit/ledger/reading.py", "import access.tripwire", SWITCH),
    ("customers/services/add_lines.py", "import customers.views.customer", CUSTOMERS),
    ("customers/policy.py", "import customers.records", CUSTOMERS),
    ("customers/forms/column_form.py", "import customers.api.customers", CUSTOMERS),
    ("access/services/add_post.py", "import access.forms.post_form", ACCESS),
    ("access/decision/decide.py", "import access.gateway", ACCESS),
]


def broken(tree: Path) -> set[str]:
    """The contracts that the tree breaks."""
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=tree, capture_output=True, text=True, check=False
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    return {line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tree")
    for app in APPS:
        shutil.copytree(ROOT / app, made / app, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", made)
    return made


def test_code_as_it_is_breaks_none(tree: Path) -> None:
    assert broken(tree) == set()


@pytest.mark.parametrize(("file", "statement", "contract"), PLANTED)
def test_planted_import_breaks_its_contract(
    tree: Path, file: str, statement: str, contract: str
) -> None:
    place = tree / file
    before = place.read_text()
    place.write_text(f"{before}\n{statement}\n")
    try:
        assert contract in broken(tree)
    finally:
        place.write_text(before)
