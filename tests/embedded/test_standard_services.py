"""PostgreSQL 15 or newer and Redis at 127.0.0.1's standard ports, as .ci/run starts them."""

import json

import pytest

from config.embedded.valkey import redis_answers
from config.settings.databases import RUN
from tests.embedded.conftest import ask

pytestmark = pytest.mark.services
PRIVILEGES = (
    "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
)


@pytest.fixture(scope="module")
def addresses() -> dict[str, str]:
    """What the setup against DATABASE_URL and REDIS_URL wrote."""
    folder = RUN
    files = [json.loads((folder / name).read_text()) for name in ("databases.json", "owner.json")]
    return files[0] | files[1]


def test_the_roles_are_the_same_as_on_the_embedded_server(addresses: dict[str, str]) -> None:
    for role in ("owner", "app", "door", "auditor"):
        assert ask(addresses[role], PRIVILEGES) == [(f"custos_{role}", False, False)]
    assert ask(addresses["backup"], PRIVILEGES) == [("custos_backup", False, True)]


def test_the_database_sorts_by_code_point(addresses: dict[str, str]) -> None:
    names = "SELECT string_agg(n, '' ORDER BY n) FROM (VALUES ('b'), ('B'), ('a'), ('张')) v (n)"
    assert ask(addresses["app"], names) == [("Bab张",)]
    assert ask(addresses["app"], "SELECT lower('ÄÉ')") == [("äé",)]


def test_redis_answers(addresses: dict[str, str]) -> None:
    assert redis_answers(addresses["redis"])
