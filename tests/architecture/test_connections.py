"""Who may speak to the database by which connection: each other name is found."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "audit", "access", "customers")

# The door finds ids for the gateway; the auditor reads the book; the owner serves nobody.
MAY = {
    "door": {
        "audit/ledger",
        "customers/policy.py",
        "customers/external_ids.py",
        "customers/holding.py",
        "customers/services/rekey_fields.py",
        "config/settings/databases.py",
        "config/embedded",
        "config/demo",
    },
    "auditor": {
        "audit/ledger",
        "audit/oversight/ledger_reading.py",
        "config/settings/databases.py",
        "config/embedded",
    },
    "owner": {
        "audit/ledger",
        "customers/services/rekey_fields.py",
        "config/settings/databases.py",
        "config/embedded",
        "config/demo",
        "config/management/commands/migrate.py",
    },
}


def connecting(source: str) -> Iterator[str]:
    """Aliases by which a text of Python takes a connection: `connections[x]`, `using(x)`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Subscript(ast.Name("connections"), ast.Constant(str(alias))):
                yield alias
            case ast.Call(ast.Attribute(_, "using" | "db_manager"), [ast.Constant(str(alias))]):
                yield alias
            case ast.keyword("using", ast.Constant(str(alias))):
                yield alias
            case ast.Assign([ast.Name("USING")], ast.Constant(str(alias))):
                yield alias


def files() -> Iterator[Path]:
    return (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")))


@pytest.mark.parametrize("alias", MAY)
def test_connection_is_taken_by_its_own_alone(alias: str) -> None:
    users = [path.relative_to(ROOT) for path in files() if alias in connecting(path.read_text())]
    assert users, "the search itself finds nothing"
    strangers = [
        str(path)
        for path in users
        if str(path) not in MAY[alias] and not MAY[alias] & {str(one) for one in path.parents}
    ]
    assert strangers == []


@pytest.mark.parametrize(
    "statement",
    [
        "connections['door'].cursor()",
        "Customer.objects.using('door')",
        "transaction.atomic(using='door')",
        "USING = 'door'",
    ],
)
def test_search_sees_every_way(statement: str) -> None:
    assert list(connecting(statement)) == ["door"]


def test_no_protected_model_is_in_an_admin_or_a_generic_view() -> None:
    words = ("django.contrib.admin", "django.views.generic", "rest_framework.generics")
    used = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in files()
        for word in words
        if word in path.read_text()
    ]
    assert used == []
