"""One customer by hand, once only: sent twice, or there already under that name or code."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from access.models import Company, User
from access.public_id import encode
from tests.cast import STAFF_LEVELS, MakeCustomer, log_in, make_post, make_user
from tests.customers.new_customer_form import ADDRESS, CODE, count, given, made
from tests.ledger import events_of


@pytest.fixture(autouse=True)
def _company(db: None) -> None:
    Company.objects.create(name_zh="衡川传动")


def test_form_sent_twice_makes_one_customer_and_says_so(sales: User) -> None:
    client, before = log_in(sales), count()
    first, second = (made(client.post(ADDRESS, given(sales))) for _ in range(2))
    assert (first, count()) == (second, before + 1)
    assert "只建立了一次" in client.get(f"/customers/{encode(first)}/").content.decode()


def test_two_clicks_at_once_make_one_customer(sales: User) -> None:
    before = count()

    def click(_: int) -> int:
        try:
            return made(log_in(sales).post(ADDRESS, given(sales)))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(click, range(4)))) == 1
    assert count() == before + 1


def test_a_token_is_its_persons_own(sales: User, colleague: User) -> None:
    mine = made(log_in(sales).post(ADDRESS, given(sales)))
    theirs = made(log_in(colleague).post(ADDRESS, given(colleague)))
    assert mine != theirs


def test_a_customer_in_view_of_the_same_name_is_shown_and_asked_about(
    sales: User, make_customer: MakeCustomer
) -> None:
    twin = make_customer(sales, "苏州海晟注塑有限公司", identifier="")
    make_customer(sales, "苏州海晟注塑有限公司二厂", identifier="")
    client, before = log_in(sales), count()
    answer = client.post(ADDRESS, given(sales))
    assert (answer.status_code, count()) == (422, before)
    assert [card.id for card in answer.context["twins"]] == [twin]
    assert f"/customers/{encode(twin)}/" in answer.content.decode()
    named = [event for event in events_of(answer["X-Request-ID"]) if event.ids]
    assert {(event.verb, tuple(event.ids)) for event in named} == {("PAGE", (twin,))}
    assert answer.context["folio"].event in {event.id for event in named}
    # Another customer's id confirms nothing about this one.
    assert client.post(ADDRESS, given(sales, confirmed=encode(7))).status_code == 422
    made(client.post(ADDRESS, given(sales, confirmed=encode(twin))))
    assert count() == before + 1


def test_the_same_code_is_asked_about_where_codes_are_in_clear(
    data_steward: User, sales: User, make_customer: MakeCustomer
) -> None:
    twin = make_customer(sales, "别名公司", identifier=CODE)
    levels = STAFF_LEVELS | {"identifier": "CLEAR"}
    keeper = make_user(
        "keeper",
        make_post("test-keeper", scope="ALL", levels=levels),
        sales.appointments.get().department,
    )
    spaced = f"{CODE[:8]} {CODE[8:].lower()}"
    answer = log_in(keeper).post(ADDRESS, given(sales, identifier=spaced))
    assert [card.id for card in answer.context["twins"]] == [twin]
    # Masked, a code can't be asked about: the answer would give it away.
    made(log_in(data_steward).post(ADDRESS, given(sales)))


def test_an_unseen_twin_reveals_nothing(
    sales: User, outsider: User, make_customer: MakeCustomer
) -> None:
    make_customer(outsider, "苏州海晟注塑有限公司", identifier=CODE)
    answer = log_in(sales).post(ADDRESS, given(sales))
    customer = made(answer)
    alone = log_in(sales).post(ADDRESS, given(sales, token="2", name="无双公司"))
    pairs = [
        [
            (event.kind, event.verb, event.outcome, event.body)
            for event in events_of(one["X-Request-ID"])
        ]
        for one in (answer, alone)
    ]
    assert pairs[0] == pairs[1]
    seen = {pk for event in events_of(answer["X-Request-ID"]) for pk in event.ids}
    assert seen == {customer}
