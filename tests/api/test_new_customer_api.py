"""A program creates a customer: the checks, the ledger and the answers of the page."""

from typing import Any

import pytest
from django.test import Client

from access.models import Department, User
from access.public_id import decode, encode
from customers.models import Customer
from tests.api.test_customers_api import calling
from tests.cast import MakeCustomer, make_post, make_user
from tests.customers.new_customer_form import CODE, given
from tests.ledger import events_of

ADDRESS = "/api/v1/customers/"


def body(person: User, **fields: Any) -> dict[str, Any]:
    """The page's fields, the region by its code."""
    found = given(person, region="320500") | fields
    del found["token"]
    return found


def create(client: Client, asked: object, **headers: str) -> Any:
    return client.post(ADDRESS, asked, content_type="application/json", headers=headers)


def count() -> int:
    return Customer.objects.using("door").filter(deleted_at=None).count()


def test_program_creates_a_customer_and_gets_its_card_and_address(sales: User) -> None:
    client = calling(sales)
    answer = create(client, body(sales))
    assert answer.status_code == 201
    card = answer.json()["customer"]
    assert answer["Location"] == f"{ADDRESS}{card['id']}/"
    assert card["contacts"][0]["phones"][0]["text"] == "186••••2917"
    assert "18612342917" not in answer.content.decode()
    assert client.get(answer["Location"]).json()["customer"] == card
    found = events_of(answer["X-Request-ID"])
    intent, result = (event for event in found if event.verb == "CREATE")
    assert (intent.ids, intent.body["channel"]) == ([decode(card["id"])], "API")
    assert result.body == {"records": 1, "contacts": 1}
    for value in ("海晟", CODE, "12342917", "1234 2917", "haisheng", "顾晓岚"):
        assert value not in str(found)


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("tier", "tier:NONE", "This is not on the list. Choose an entry of the list."),
        ("region", "Suzhou", "This is not on the list. Choose an entry of the list."),
        ("identifier", f"{CODE[:-1]}I", "The check character of the code is wrong. "),
        ("owner", encode(7), "This is not on the list. Choose an entry of the list."),
        ("phone", "no digits", "This is no phone number. Write its digits, or leave it empty."),
        ("name", "", "This must not be empty. Fill it in."),
        ("name", None, "This must not be empty. Fill it in."),
        ("name", ["a"], "Not a valid string."),
        ("name", "a\0b", "Null characters are not allowed."),
        ("colour", "red", "There is no such field. Compare it with the schema."),
        ("confirmed", ["x"], "no id"),
    ],
)
def test_problems_name_the_fields(sales: User, field: str, typed: Any, code: str) -> None:
    before = count()
    answer = create(calling(sales), body(sales, **{field: typed}), **{"Accept-Language": "en"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    found = answer.json()["errors"]
    assert set(found) == {field}
    assert code in str(found[field])
    assert count() == before


def test_problems_are_said_in_chinese_too(sales: User) -> None:
    answer = create(calling(sales), body(sales, tier="tier:NONE"), **{"Accept-Language": "zh-hans"})
    assert answer.json()["errors"] == {"tier": ["不在可选项里。请从列表中选择一项。"]}


def test_out_of_scope_is_an_unknown_choice_like_an_absent_one(
    sales: User, outsider: User, south: Department
) -> None:
    for field, out in (("owner", outsider.pk), ("department", south.pk)):
        answers = [
            create(calling(sales), body(sales, **{field: encode(pk)})).json()["errors"]
            for pk in (out, 7)
        ]
        assert answers[0] == answers[1]
        assert set(answers[0]) == {field}


@pytest.mark.parametrize(
    ("person", "purpose", "code"),
    [
        ("executive", "RENEWAL", "no-grant"),
        ("sales", "HARVEST", "no-grant"),
        ("sales", "", "purpose-missing"),
    ],
)
def test_without_a_grant_nothing_is_created_and_the_attempt_is_entered(
    request: pytest.FixtureRequest, sales: User, person: str, purpose: str, code: str
) -> None:
    before = count()
    answer = create(calling(request.getfixturevalue(person), purpose), body(sales))
    assert (answer.status_code, answer.json()["code"]) == (403, code)
    assert count() == before
    refused = [(event.verb, event.outcome) for event in events_of(answer["X-Request-ID"])]
    assert refused == ([("CREATE", "REFUSED")] if purpose else [])


def test_a_key_makes_one_customer(sales: User) -> None:
    client, before = calling(sales), count()
    once = {"Idempotency-Key": "8e03978e"}
    first, second = (create(client, body(sales), **once) for _ in range(2))
    assert (first.status_code, second.status_code, count()) == (201, 200, before + 1)
    assert first["Location"] == second["Location"]


def test_a_customer_in_view_is_to_be_confirmed(
    sales: User, outsider: User, make_customer: MakeCustomer
) -> None:
    make_customer(outsider, "苏州海晟注塑有限公司")
    first = create(calling(sales), body(sales))
    assert first.status_code == 201
    answer = create(calling(sales), body(sales))
    seen = answer.json()["errors"]["customers"]
    assert (answer.status_code, seen) == (409, [first.json()["customer"]["id"]])
    assert create(calling(sales), body(sales, confirmed=seen)).status_code == 201


def test_who_creates_without_reading_gets_the_address_alone(east: Department) -> None:
    clerk = make_user("clerk", make_post("test-clerk", scope="OWN", verbs=["CREATE"]), east)
    answer = create(calling(clerk), body(clerk))
    assert (answer.status_code, answer.content) == (201, b"")
    assert answer["Location"].startswith(ADDRESS)


@pytest.mark.parametrize("asked", ["[]", '"text"', "{", "null"])
def test_what_is_no_object_is_a_problem(sales: User, asked: str) -> None:
    assert create(calling(sales), asked).status_code == 400


def test_schema_names_the_operation_and_its_fields(sales: User) -> None:
    schema = calling(sales).get("/api/v1/schema/").json()
    assert schema["paths"][ADDRESS]["post"]["operationId"] == "customers_create"
    fields = schema["components"]["schemas"]["NewCustomer"]
    assert {"lawful_basis", "owner", "region"} <= set(fields["required"])
    assert "confirmed" in fields["properties"]
