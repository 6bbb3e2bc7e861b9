"""F14: somebody puts yesterday's database back. Nothing is shown until people say why."""

from collections.abc import Iterator

import pytest
from django.test import Client

from access.models import Company, User
from access.public_id import encode
from audit.ledger import sealing, serving, signing_key
from audit.ledger.verify import verify
from tests import template
from tests.cast import log_in
from tests.faults.conftest import Installation

YESTERDAY = "custos_fault_yesterday"


@pytest.fixture
def yesterday(installation: Installation, customer: int) -> Iterator[str]:
    """A copy of the database as it was before today's reads."""
    Company.objects.create(name_zh="衡川传动")
    installation.seal()
    template.clone(installation.name, YESTERDAY)
    template.point_at(installation.name)
    yield YESTERDAY
    template.as_owner("DROP DATABASE IF EXISTS {} WITH (FORCE)", YESTERDAY)


def test_database_that_was_set_back_shows_no_customer(
    installation: Installation, yesterday: str, sales: User, customer: int
) -> None:
    own = f"/customers/{encode(customer)}/"
    client = log_in(sales)
    assert "泰和" in client.get(own).content.decode()
    installation.seal()
    assert "泰和" in client.get(own).content.decode()
    installation.set_back(yesterday)
    client = log_in(sales)
    for address in (own, "/customers/", f"{own}readers/"):
        answer = client.get(address)
        assert (answer.status_code, "泰和" in answer.content.decode()) == (503, False)
    assert verify(whole=True).findings[0].check == "anchor"
    for address in ("/accounts/login/", "/health/"):
        assert Client().get(address).status_code == 200


def test_fork_of_the_same_length_shows_no_customer(
    installation: Installation, yesterday: str, sales: User, customer: int
) -> None:
    own = f"/customers/{encode(customer)}/"
    log_in(sales).get(own)
    installation.seal()
    installation.set_back(yesterday)
    # The attacker's own sealer, without what this machine remembers: another today.
    for name in ("signed", "anchored"):
        path = serving.memory.state_folder() / name
        path.rename(path.with_suffix(".kept"))
    for _ in range(3):
        log_in(sales).get("/customers/")
    keys = signing_key.load()
    assert keys
    sealing.seal_once(keys)
    for name in ("signed", "anchored"):
        path = serving.memory.state_folder() / f"{name}.kept"
        path.rename(path.with_suffix(""))
    serving._checked = None
    answer = log_in(sales).get(own)
    assert (answer.status_code, "泰和" in answer.content.decode()) == (503, False)


def test_witness_that_is_gone_stops_nothing(
    installation: Installation, sales: User, customer: int
) -> None:
    Company.objects.create(name_zh="衡川传动")
    installation.seal()
    installation.witness.kill()
    installation.witness.wait()
    serving._checked = None
    assert log_in(sales).get(f"/customers/{encode(customer)}/").status_code == 200
    done = verify(whole=True)
    assert (done.findings, len(done.warnings)) == ([], 1)
