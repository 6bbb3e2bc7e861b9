"""Customers' pages: what a person sees, and what stays in the database."""

import logging
import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from access.models import Company, User
from access.public_id import encode
from tests.cast import MakeCustomer, log_in
from tests.ledger import events_of


@pytest.fixture(autouse=True)
def _company(db: None) -> None:
    Company.objects.create(name_zh="衡川传动")


def test_owner_finds_a_customer_by_two_characters_and_opens_it(sales: User, customer: int) -> None:
    client = log_in(sales)
    found = client.get("/customers/", {"q": "泰和"})
    assert f"/customers/{encode(customer)}/" in found.content.decode()
    page = client.get(f"/customers/{encode(customer)}/")
    assert "无锡泰和轴承有限公司" in page.content.decode()
    intent, result = events_of(page["X-Request-ID"])
    assert (intent.verb, intent.ids, result.outcome) == ("READ", [customer], "ALLOWED")


def test_masked_phone_is_not_in_the_page_until_it_is_revealed(sales: User, customer: int) -> None:
    client = log_in(sales)
    page = client.get(f"/customers/{encode(customer)}/").content.decode()
    assert "186••••2917" in page
    assert "18612342917" not in page
    key = re.search(r'name="reveal" value="(contact\.phone:[^"]+)"', page)
    assert key
    shown = client.post(f"/customers/{encode(customer)}/reveal/", {"reveal": key[1]})
    assert "186 1234 2917" in shown.content.decode()
    assert "REVEAL" in {event.verb for event in events_of(shown["X-Request-ID"])}
    assert "186 1234 2917" not in client.get(f"/customers/{encode(customer)}/").content.decode()


def test_foreign_and_absent_customers_are_one_page(outsider: User, customer: int) -> None:
    client = log_in(outsider)
    answers = [client.get(f"/customers/{encode(pk)}/") for pk in (customer, 7)]
    bodies = {_masked(answer.content.decode(), customer) for answer in answers}
    assert [answer.status_code for answer in answers] == [404, 404]
    assert len(bodies) == 1
    for answer in answers:
        (event,) = events_of(answer["X-Request-ID"])
        assert (event.verb, event.outcome) == ("READ", "REFUSED")


def _masked(body: str, customer: int) -> str:
    """The page without what differs at every request: numbers, tokens, the id asked for."""
    for own in (encode(customer), encode(7)):
        body = body.replace(own, "")
    return re.sub(r"[0-9a-f]{32}|value=\"[^\"]+\"|\"X-CSRFToken\": \"\w+\"", "", body)


def test_head_is_a_read(sales: User, customer: int) -> None:
    answer = log_in(sales).head(f"/customers/{encode(customer)}/")
    assert answer.status_code == 200
    assert [event.verb for event in events_of(answer["X-Request-ID"])] == ["READ", "READ"]


@pytest.mark.parametrize(
    "asked",
    ["sort=phone", "colour=red", "owner=%00", "after=x", "size=1e3", "tier=A%00", f"q={'a' * 101}"],
)
def test_address_that_makes_no_sense_is_refused_with_400(sales: User, asked: str) -> None:
    assert log_in(sales).get(f"/customers/?{asked}").status_code == 400


@pytest.mark.parametrize("number", ["9223372036854775808", "-1", "1e3", "0", "U" * 12, "a" * 5000])
def test_ids_that_are_none_are_404(sales: User, number: str) -> None:
    assert log_in(sales).get(f"/customers/{number}/").status_code == 404


def test_hidden_field_is_refused_at_the_spot(sales: User, customer: int) -> None:
    answer = log_in(sales).post(
        f"/customers/{encode(customer)}/reveal/", {"reveal": "bank_account:"}
    )
    assert answer.status_code == 403
    assert "无锡泰和轴承有限公司" in answer.content.decode()


def test_colleagues_reading_shows_on_the_page_and_in_full(
    sales: User, department_head: User, customer: int
) -> None:
    log_in(department_head).get(f"/customers/{encode(customer)}/")
    client = log_in(sales)
    assert "department_head" in client.get(f"/customers/{encode(customer)}/").content.decode()
    assert (
        "department_head" in client.get(f"/customers/{encode(customer)}/readers/").content.decode()
    )


def test_list_costs_the_same_for_one_and_for_thirty(
    sales: User,
    make_customer: MakeCustomer,
) -> None:
    client = log_in(sales)

    def cost() -> dict[str, int]:
        found = {}
        contexts = {alias: CaptureQueriesContext(connections[alias]) for alias in connections}
        for context in contexts.values():
            context.__enter__()
        assert client.get("/customers/").status_code == 200
        for alias, context in contexts.items():
            context.__exit__(None, None, None)
            found[alias] = len(context)
        return found

    make_customer(sales)
    client.get("/customers/")
    one = cost()
    for number in range(30):
        make_customer(sales, f"测试{number}有限公司")
    assert cost() == one


def test_search_words_reach_no_log(
    sales: User, customer: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        log_in(sales).get("/customers/", {"q": "泰和", "tier": "A"})
    written = caplog.text
    assert "GET /customers/" in written
    assert not {word for word in ("泰和", "%E6%B3%B0", "tier=A") if word in written}
