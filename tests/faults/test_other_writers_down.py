"""The result or the note of an act can't be written: what it would have shown stays hidden too."""

import os
import re
import time
from collections.abc import Iterator

import pytest
from django.db import connections

from access import walls
from access.models import Company, User
from access.public_id import encode
from tests import template
from tests.cast import log_in
from tests.faults.test_ledger_down import SEEDED
from tests.imports.bringing import upload
from tests.routes import addresses, text_of

FILE = "编号,名称\nX1,导入秘密轴承有限公司\n".encode()
REVOKED = "REVOKE EXECUTE ON FUNCTION ledger.{} FROM custos_door"


@pytest.fixture
def own_database(db: None) -> Iterator[None]:
    """The functions of this test's database may break."""
    usual, own = connections["default"].settings_dict["NAME"], f"custos_fault_{os.getpid()}"
    template.clone(template.build_template(), own)
    Company.objects.create(name_zh="衡川传动")
    yield
    template.drop(own)
    template.point_at(usual)


def revoke(*functions: str) -> None:
    with connections["owner"].cursor() as cursor:
        for function in functions:
            cursor.execute(REVOKED.format(function))
    # The walls' own check would refuse first: here the writer itself is on trial.
    walls._checked_at = time.monotonic()


def test_read_whose_result_is_not_written_shows_nothing(
    own_database: None, sales: User, customer: int
) -> None:
    client, own = log_in(sales), f"/customers/{encode(customer)}/"
    part = re.findall(r'value="(contact\.phone:[^"]+)"', text_of(client.get(own)))[0]
    seen = {"/customers/", own} | {a for a in addresses(customer) if own in a}
    seen = {address for address in seen if client.get(address).status_code == 200}
    assert {"/customers/", own, f"{own}history/", f"{own}change/"} <= seen
    revoke("write_result")
    for address in seen:
        answer = client.get(address)
        assert answer.status_code == 503, address
        assert not [word for word in SEEDED if word in text_of(answer)]
    revealed = client.post(f"{own}reveal/", {"reveal": part})
    assert revealed.status_code == 503
    assert "18612342917" not in text_of(revealed)


@pytest.mark.parametrize("post", ["data_steward", "compliance_officer", "outsider"])
def test_page_whose_note_is_not_written_shows_nothing(
    own_database: None,
    post: str,
    data_steward: User,
    customer: int,
    request: pytest.FixtureRequest,
) -> None:
    person = request.getfixturevalue(post)
    client = log_in(person, purpose="" if post == "compliance_officer" else "RENEWAL")
    brought = upload(data_steward, FILE)
    preview = f"/imports/{encode(brought)}/"
    known = text_of(log_in(data_steward).get(preview))
    assert "导入秘密轴承有限公司" in known, "the preview shows the file while all is well"
    revoke("write_note", "write_refusal")
    if post == "data_steward":
        assert client.get(preview).status_code == 503
    if post == "compliance_officer":
        assert client.get("/ledger/").status_code == 503
    if post == "outsider":
        assert client.get(f"/customers/{encode(customer)}/").status_code == 503
    own = f"/customers/{encode(customer)}/"
    for address in [*addresses(brought), *(a for a in addresses(customer) if own in a)]:
        page = text_of(client.get(address))
        assert "导入秘密轴承有限公司" not in page, address
        if post != "data_steward":  # who may read it by an intent and its result
            assert not [word for word in SEEDED if word in page], address
