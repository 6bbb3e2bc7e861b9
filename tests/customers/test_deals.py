"""All deals of a customer with their lines: pages, levels, and the event that names them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.errors import QueryRefused, RecordNotVisible
from access.models import Company, Department, User
from access.public_id import encode
from customers.deals import DealPage, DealsPart
from customers.drafts import LineDraft, TransactionDraft
from customers.records import customer_records
from customers.services.add_transactions import add_transactions
from tests.api.test_customers_api import calling
from tests.cast import STAFF_LEVELS, MakeCustomer, acting, log_in, make_post, make_user
from tests.ledger import events_of

LINES = (
    LineDraft(product="P4 精密滚子轴承", quantity=Decimal("3200"), unit_price=Decimal("117")),
    LineDraft(
        product="安装服务",
        quantity=Decimal("1.5"),
        unit_price=Decimal("400"),
        discount=Decimal("0.15"),
    ),
)


def deal(customer: int, day: int = 3, **fields: Any) -> TransactionDraft:
    given: dict[str, Any] = {
        "number": f"XS-26-11{day:02}",
        "happened_on": date(2026, 11, day),
        "currency": "CNY",
        "subject": "轴承",
        "lines": LINES,
    }
    return TransactionDraft(customer=customer, **(given | fields))


@pytest.fixture(autouse=True)
def _company(db: None) -> None:
    Company.objects.create(name_zh="衡川传动")


def test_page_shows_lines_amounts_and_totals_under_a_read_of_its_own(
    sales: User, customer: int
) -> None:
    dollars = deal(customer, 4, currency="USD", amount=Decimal("9.90"), lines=())
    add_transactions(actor=acting(sales), drafts=[deal(customer), dollars])
    answer = log_in(sales).get(f"/customers/{encode(customer)}/transactions/")
    page = answer.content.decode()
    for text in ("XS-26-1103", "P4 精密滚子轴承", "374,400.00", "510.00", "15%", "9.90"):
        assert text in page, text
    intent, result = events_of(answer["X-Request-ID"])
    assert (intent.verb, intent.ids, intent.body["part"]) == ("READ", [customer], "transactions")
    assert result.body["levels"]["amounts"] == "CLEAR"


def test_detail_says_how_many_lines_and_the_totals(sales: User, customer: int) -> None:
    add_transactions(actor=acting(sales), drafts=[deal(customer), deal(customer, 4)])
    deals = customer_records.read(acting(sales), customer).card.deals
    assert deals
    assert [one.line_count for one in deals.latest] == [2, 2]
    assert [(sum.amount, sum.currency) for sum in deals.totals] == [(Decimal("749820.00"), "CNY")]


def test_without_amounts_there_is_no_price_on_the_page(sales: User, customer: int) -> None:
    add_transactions(actor=acting(sales), drafts=[deal(customer)])
    levels = {**STAFF_LEVELS, "amounts": "HIDDEN"}
    post = make_post("test-legal", scope="ALL", levels=levels)
    legal = make_user("legal", post, sales.appointments.get().department)
    page = log_in(legal).get(f"/customers/{encode(customer)}/transactions/").content.decode()
    assert "P4 精密滚子轴承" in page
    assert not {price for price in ("374,400", "117.00", "15%", "375") if price in page}


def test_without_deals_nothing_is_shown(executive: User, sales: User, customer: int) -> None:
    add_transactions(actor=acting(sales), drafts=[deal(customer)])
    page = log_in(executive).get(f"/customers/{encode(customer)}/transactions/").content.decode()
    assert "XS-26-1103" not in page
    answer = calling(executive).get(f"/api/v1/customers/{encode(customer)}/transactions/").json()
    assert (answer["results"], answer["count"], answer["totals"]) == (None, None, [])


def test_foreign_and_absent_are_404_with_the_same_event(outsider: User, customer: int) -> None:
    client = log_in(outsider)
    for pk in (customer, 7):
        answer = client.get(f"/customers/{encode(pk)}/transactions/")
        (event,) = events_of(answer["X-Request-ID"])
        assert (answer.status_code, event.verb, event.outcome) == (404, "READ", "REFUSED")


def test_place_of_another_customers_deal_is_refused(
    sales: User, colleague: User, customer: int, make_customer: MakeCustomer
) -> None:
    foreign = deal(make_customer(colleague))
    add_transactions(actor=acting(colleague), drafts=[foreign])
    for place in (foreign.id, 7):
        with pytest.raises(QueryRefused):
            customer_records.read_part(acting(sales), customer, DealsPart(after=place))


@pytest.mark.parametrize("asked", ["size=9", "after=x", "after=%00", "before=1e3", "q=x"])
def test_address_that_makes_no_sense_is_400(sales: User, customer: int, asked: str) -> None:
    answer = log_in(sales).get(f"/customers/{encode(customer)}/transactions/?{asked}")
    assert answer.status_code == 400


def test_programs_get_the_same(sales: User, customer: int) -> None:
    add_transactions(actor=acting(sales), drafts=[deal(customer)])
    answer = calling(sales).get(f"/api/v1/customers/{encode(customer)}/transactions/").json()
    ((found,),) = [answer["results"]]
    assert found["amount"] == {"amount": "374910.00", "currency": "CNY"}
    assert [line["quantity"] for line in found["lines"]] == ["3200.000", "1.500"]
    assert (answer["count"], answer["next"], answer["previous"]) == (1, None, None)


def test_queries_are_as_many_for_one_deal_as_for_forty(sales: User, customer: int) -> None:
    client, address = log_in(sales), f"/customers/{encode(customer)}/transactions/"

    def cost() -> dict[str, int]:
        with (
            CaptureQueriesContext(connections["default"]) as app,
            CaptureQueriesContext(connections["door"]) as door,
        ):
            assert client.get(address).status_code == 200
        return {"app": len(app), "door": len(door)}

    add_transactions(actor=acting(sales), drafts=[deal(customer)])
    client.get(address)
    one = cost()
    add_transactions(actor=acting(sales), drafts=[deal(customer, 1 + n % 28) for n in range(39)])
    assert cost() == one


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(days=st.lists(st.integers(1, 3), max_size=9), size=st.integers(1, 4))
def test_pages_show_each_deal_once_newest_first(
    sales: User, make_customer: MakeCustomer, days: list[int], size: int
) -> None:
    customer = make_customer(sales)
    drafts = [deal(customer, day) for day in days]
    add_transactions(actor=acting(sales), drafts=drafts)

    def page(**place: int) -> DealPage:
        part = DealsPart(size=size, **place)
        found = customer_records.read_part(acting(sales), customer, part).found
        assert found is not None
        return found

    drafts.sort(key=lambda draft: (draft.happened_on, draft.id), reverse=True)
    pages = [page()]
    while pages[-1].has_after:
        pages.append(page(after=pages[-1].deals[-1].id))
    ids = [[one.id for one in page.deals] for page in pages]
    assert [pk for part in ids for pk in part] == [draft.id for draft in drafts]
    for here, there in zip(ids[1:], ids, strict=False):
        back = page(before=here[0])
        assert ([one.id for one in back.deals], back.has_after) == (there, True)


def test_reading_deals_of_a_foreign_customer_raises(
    outsider: User, customer: int, south: Department
) -> None:
    with pytest.raises(RecordNotVisible):
        customer_records.read_part(acting(outsider), customer, DealsPart())
