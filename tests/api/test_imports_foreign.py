"""Nobody else's import or job can be had by program, and none without right and purpose."""

from typing import Any

import pytest
from django.test import Client

from access.models import User
from customers.models import Import
from tests.api.importing import (
    IMPORTS,
    JSON,
    ROWS,
    ImportProgram,
    mapped,
    said,
    stored,
)
from tests.api.test_customers_api import calling
from tests.ledger import events_of


def test_foreign_and_absent_answer_alike_whatever_is_asked(
    program: ImportProgram, data_steward: User
) -> None:
    job = mapped(program).check().json()["id"]
    client = calling(data_steward)
    asked = [
        ("get", ""), ("put", ""), ("delete", ""), ("get", "mapping/"), ("put", "mapping/"),
        ("post", "check/"), ("get", "refusals/"), ("get", "refusals.csv"), ("post", "start/"),
        ("post", "cancel/"),
    ]  # fmt: skip
    for method, rest in asked:
        answers = [
            _ask(client, method, f"{IMPORTS}{number}/{rest}")
            for number in (program.made["id"], "0000-0000-0007")
        ]
        assert [answer.status_code for answer in answers] == [404, 404], (method, rest)
        assert said(answers[0]) == said(answers[1])
    for method, rest in (("get", ""), ("post", "cancel/")):
        answers = [
            _ask(client, method, f"/api/v1/jobs/{number}/{rest}") for number in (job, "7" * 12)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert said(answers[0]) == said(answers[1])
    assert client.get(IMPORTS).json()["results"] == []
    assert client.get("/api/v1/jobs/").json()["results"] == []
    for address in (IMPORTS, "/api/v1/jobs/"):
        foreign = job if "jobs" in address else program.made["id"]
        assert client.get(address, {"after": foreign}).status_code == 404
    assert program.read().json()["state"] == "CHECKED"


def _ask(client: Client, method: str, address: str) -> Any:
    body = {"target": "CUSTOMERS", "source": "erp", "fields": {}} if method != "get" else None
    more = JSON if method != "get" else {}
    return getattr(client, method)(address, body, **more)


def test_who_may_not_import_is_refused_and_it_is_an_event(
    sales: User, program: ImportProgram
) -> None:
    mapped(program)
    before = stored()
    client = ImportProgram(calling(sales))
    answers = [
        client.upload(ROWS.encode(), "CUSTOMERS", "erp"),
        client.client.get(IMPORTS),
        client.client.get(program.address),
        client.client.post(f"{program.address}start/"),
    ]
    for answer in answers:
        assert (answer.status_code, said(answer)["code"]) == (403, "no-grant")
        (refused,) = events_of(answer["X-Request-ID"])
        assert (refused.verb, refused.outcome) == ("IMPORT", "REFUSED")
    assert stored() == before


@pytest.mark.parametrize(("purpose", "code"), [("", "purpose-missing"), ("HARVEST", "no-grant")])
def test_purpose_is_asked_for_on_every_call(importer: User, purpose: str, code: str) -> None:
    client = calling(importer, purpose)
    for address in (IMPORTS, f"{IMPORTS}0000-0000-0007/", "/api/v1/jobs/"):
        answer = client.get(address)
        assert (answer.status_code, said(answer)["code"]) == (403, code)
    assert ImportProgram(client).upload(ROWS.encode(), "CUSTOMERS").status_code == 403


def test_no_token_is_401_and_the_body_is_not_kept() -> None:
    before = stored()
    answer = ImportProgram(Client()).upload(ROWS.encode(), "CUSTOMERS")
    assert (answer.status_code, stored()) == (401, before)


def test_browser_without_the_token_against_forgery_is_refused(importer: User) -> None:
    client = Client(enforce_csrf_checks=True, headers={"X-Purpose": "RENEWAL"})
    client.force_login(importer)
    assert ImportProgram(client).upload(ROWS.encode(), "CUSTOMERS").status_code == 403
    assert not Import.objects.exists()
