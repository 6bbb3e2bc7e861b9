"""The API answers what the pages answer, through the same gateway."""

import pytest
from django.test import Client

from access.models import ApiToken, User
from access.public_id import encode
from tests.cast import PURPOSE, MakeCustomer
from tests.ledger import events_of


def calling(user: User, purpose: str = PURPOSE) -> Client:
    """A program with the person's token."""
    _, token = ApiToken.objects.create(user=user)
    return Client(headers={"Authorization": f"Token {token}", "X-Purpose": purpose})


def test_program_lists_and_reads_with_masked_values(sales: User, customer: int) -> None:
    client = calling(sales)
    page = client.get("/api/v1/customers/", {"q": "泰和"}).json()
    assert [one["id"] for one in page["results"]] == [encode(customer)]
    answer = client.get(f"/api/v1/customers/{encode(customer)}/")
    (phone,) = answer.json()["customer"]["contacts"][0]["phones"]
    assert (phone["level"], phone["text"], phone["may_reveal"]) == ("MASKED", "186••••2917", True)
    assert "18612342917" not in answer.content.decode()
    intent, _ = events_of(answer["X-Request-ID"])
    assert (intent.ids, intent.body["channel"]) == ([customer], "API")
    assert answer.json()["folio"]["event"] == intent.id


def test_program_reveals_one_value(sales: User, customer: int) -> None:
    client, address = calling(sales), f"/api/v1/customers/{encode(customer)}/"
    phone = client.get(address).json()["customer"]["contacts"][0]["phones"][0]
    asked = {"group": phone["group"], "part": phone["part"]}
    answer = client.post(f"{address}reveal/", asked, content_type="application/json")
    assert answer.json()["value"] == "+8618612342917"


def test_pages_follow_by_key(sales: User, make_customer: MakeCustomer) -> None:
    made = {make_customer(sales, f"测试{name}有限公司") for name in "甲乙丙丁戊"}
    client, after, seen = calling(sales), "", []
    for _ in range(4):
        page = client.get("/api/v1/customers/", {"size": "2", "after": after}).json()
        seen += [one["id"] for one in page["results"]]
        after = page["next"]
        if after is None:
            break
    assert sorted(seen) == sorted(map(encode, made))


def test_foreign_and_absent_answer_alike_as_problems(outsider: User, customer: int) -> None:
    client = calling(outsider)
    answers = [client.get(f"/api/v1/customers/{encode(pk)}/") for pk in (customer, 7)]
    bodies = [{k: v for k, v in answer.json().items() if k != "request"} for answer in answers]
    assert bodies[0] == bodies[1]
    assert (bodies[0]["status"], bodies[0]["code"]) == (404, "not-found")
    assert answers[0]["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("purpose", "status", "code"), [("", 403, "purpose-missing"), ("HARVEST", 403, "no-grant")]
)
def test_purpose_is_asked_for(
    sales: User, customer: int, purpose: str, status: int, code: str
) -> None:
    answer = calling(sales, purpose).get("/api/v1/customers/")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_no_token_is_401_and_unknown_parameter_400(sales: User) -> None:
    assert Client().get("/api/v1/customers/").status_code == 401
    answer = calling(sales).get("/api/v1/customers/", {"colour": "red"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "colour")


def test_ledger_answers_officers_alone(
    compliance_officer: User, sales: User, customer: int
) -> None:
    calling(sales).get(f"/api/v1/customers/{encode(customer)}/")
    asked = {"record": encode(customer), "verb": "READ"}
    (event,) = calling(compliance_officer).get("/api/v1/ledger/events/", asked).json()["results"]
    assert (event["records"], event["outcome"]) == ([encode(customer)], "ALLOWED")
    assert calling(sales).get("/api/v1/ledger/events/").status_code == 404


def test_schema_is_openapi_3_1_and_names_each_operation(sales: User) -> None:
    schema = calling(sales).get("/api/v1/schema/").json()
    assert schema["openapi"].startswith("3.1")
    assert {"/api/v1/customers/", "/api/v1/ledger/events/"} <= schema["paths"].keys()
