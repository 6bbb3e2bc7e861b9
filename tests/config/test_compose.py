"""docker-compose.yml: who runs, and who holds which passwords."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
TEXT = (PROJECT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVING = ["web", "worker", "beat"]


def test_every_part_of_the_product_has_its_service() -> None:
    parts = {"postgres", "redis", "migrate", "web", "worker", "beat", "proxy"}
    assert set(COMPOSE["services"]) == parts | {"sealer", "witness"}


@pytest.mark.parametrize("name", SERVING)
def test_those_who_serve_never_hold_the_owners_password(name: str) -> None:
    service = COMPOSE["services"][name]
    assert "DATABASE_URL" not in service["environment"]
    assert not [volume for volume in service["volumes"] if volume.startswith("owner:")]
    assert service["environment"]["DJANGO_SETTINGS_MODULE"] == "config.settings.production"
    assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def _holders(volume: str) -> set[str]:
    return {
        name
        for name, service in COMPOSE["services"].items()
        if any(each.startswith(f"{volume}:") for each in service.get("volumes", []))
    }


def test_the_key_that_signs_is_the_sealers_alone() -> None:
    assert _holders("ledger-key") == {"sealer"}
    assert _holders("sealer") == {"migrate", "sealer"}
    assert "CUSTOS_SEALER" not in COMPOSE["services"]["web"]["environment"]


def test_the_witness_is_another_user_and_shares_a_socket_alone() -> None:
    witness = COMPOSE["services"]["witness"]
    assert (witness["user"], witness["network_mode"]) == ("10002:10002", "none")
    assert "environment" not in witness
    assert _holders("witness") == {"witness"}
    assert _holders("witness-socket") == {"sealer", "witness"}
    assert COMPOSE["services"]["sealer"]["group_add"] == ["10002"]


@pytest.mark.parametrize("name", [*SERVING, "sealer"])
def test_receipts_can_be_written_where_the_rest_is_read_only(name: str) -> None:
    service = COMPOSE["services"][name]
    kept = service["environment"]["CUSTOS_LEDGER_STATE"]
    assert f"ledger:{kept}" in service["volumes"]


def test_only_the_proxy_is_open_to_the_outside() -> None:
    assert [name for name, each in COMPOSE["services"].items() if "ports" in each] == ["proxy"]


def test_the_trusted_proxy_is_the_one_that_stands_there() -> None:
    address = COMPOSE["services"]["proxy"]["networks"]["inside"]["ipv4_address"]
    assert COMPOSE["services"]["web"]["environment"]["CUSTOS_TRUSTED_PROXIES"] == address


def test_what_it_names_exists() -> None:
    used = {
        volume.split(":")[0]
        for service in COMPOSE["services"].values()
        for volume in service.get("volumes", [])
    }
    assert {name for name in used if not name.startswith(".")} == set(COMPOSE["volumes"])
    for path in [name for name in used if name.startswith(".")]:
        assert (PROJECT / path).exists()
    for path in re.findall(r"config/docker/[\w.]+", TEXT):
        assert (PROJECT / path).exists(), path


def test_the_example_names_every_variable() -> None:
    example = (PROJECT / "config" / "docker" / "env.example").read_text()
    asked = set(re.findall(r"\$\{(\w+)", TEXT))
    assert asked == set(re.findall(r"^(\w+)=", example, flags=re.MULTILINE))
