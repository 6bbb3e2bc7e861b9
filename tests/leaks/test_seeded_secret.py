"""One customer's values, looked for on every surface of who may not see them."""

import logging
from datetime import date
from decimal import Decimal

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from access.models import Company, User
from access.public_id import encode
from customers.drafts import ContactDraft, LineDraft, PointDraft, TransactionDraft
from customers.services.add_transactions import add_transactions
from tests.api.test_customers_api import calling
from tests.cast import MakeCustomer, acting, log_in
from tests.routes import addresses, text_of

SECRETS = {
    "name": "隐秘轴承名录壹号有限公司",
    "short_name": "隐简称贰号",
    "identifier": "91320200MA1MKK7T4K",
    "address": "藏经阁路三十七号",
    "bank_account": "6222020200112233445",
    "contact": "贾隐名",
    "title": "秘密采购长",
    "phone": "13911117788",
    "email": "yinmi@seeded.example",
    "wechat": "yinmi_wx_77",
    "number": "YM-77-0001",
    "subject": "隐秘货一批",
    "product": "隐秘件柒型",
}
# What a person could type to ask whether it is there.
ASKED = ("隐秘", "隐秘轴承名录壹号有限公司", "隐简称", "yinmi", "ymzc", "7788", "13911117788")
LISTS = ("/customers/", "/api/v1/customers/")
SORTS = ("name", "-name", "last_contact", "-last_contact", "amount", "phone", "identifier")


@pytest.fixture
def seeded(outsider: User, make_customer: MakeCustomer) -> int:
    Company.objects.create(name_zh="衡川传动")
    points = [
        PointDraft(means=means, value=SECRETS[means]) for means in ("phone", "email", "wechat")
    ]
    contact = ContactDraft(
        name=SECRETS["contact"], title=SECRETS["title"], is_primary=True, points=tuple(points)
    )
    plain = ("short_name", "identifier", "address", "bank_account")
    made = make_customer(
        outsider,
        SECRETS["name"],
        contacts=(contact,),
        external_source="seed",
        external_id="SEEDED-77",
        **{name: SECRETS[name] for name in plain},
    )
    line = LineDraft(product=SECRETS["product"], quantity=Decimal(1), unit_price=Decimal("77.77"))
    deal = TransactionDraft(
        customer=made,
        number=SECRETS["number"],
        happened_on=date(2026, 11, 3),
        currency="CNY",
        subject=SECRETS["subject"],
        lines=(line,),
    )
    add_transactions(actor=acting(outsider), drafts=[deal])
    return made


def shown(answer: HttpResponse) -> str:
    return text_of(answer) + str(answer.headers)


def found(text: str, *, without: tuple[str, ...] = ()) -> set[str]:
    """The names of the secrets in a text; of a number its digits count, however spaced."""
    bare = text.replace(" ", "").replace("-", "")
    looked_for = {name: value for name, value in SECRETS.items() if name not in without}
    return {
        name
        for name, value in looked_for.items()
        if value in text or value.replace("-", "") in bare
    }


def test_search_for_the_secrets_can_find_them(seeded: int, outsider: User) -> None:
    """Whoever may see the customer does: the looking itself works."""
    client = log_in(outsider)
    page = shown(client.get(f"/customers/{encode(seeded)}/"))
    assert {"name", "contact", "number", "subject"} <= found(page)
    assert calling(outsider).get("/api/v1/customers/", {"q": "隐秘"}).json()["total"] == 1


POSTS = ("sales", "department_head", "compliance_officer", "system_administrator")


@pytest.mark.parametrize("post", POSTS)
def test_no_address_shows_them_to_who_does_not_reach_them(
    seeded: int, post: str, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    person = request.getfixturevalue(post)
    client = log_in(person, purpose="" if post in POSTS[2:] else "RENEWAL")
    tried = 0
    with caplog.at_level(logging.DEBUG):
        for address in addresses(seeded):
            for kind in ("text/html", "application/json"):
                answer = client.get(address, headers={"Accept": kind})
                # No sealer runs here, so there is no bundle yet.
                expected = answer.status_code < 500 or "/bundle/" in address
                assert expected, (address, answer.status_code)
                assert found(shown(answer)) == set(), address
                tried += 1
    assert tried > 100
    assert found(caplog.text) == set()


@pytest.mark.parametrize("address", LISTS)
def test_no_question_about_them_is_answered(
    seeded: int, sales: User, customer: int, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = calling(sales) if "api" in address else log_in(sales)
    own = shown(client.get(address))
    with caplog.at_level(logging.DEBUG):
        for words in ASKED:
            answer = client.get(address, {"q": words})
            page = shown(answer)
            assert found(page.replace(words, "")) == set(), words
            assert encode(seeded) not in page
            if "api" in address:
                assert answer.json()["total"] == 0
    assert not [words for words in ASKED[:4] if words in caplog.text]
    for sort in SORTS:
        page = shown(client.get(address, {"sort": sort}))
        assert found(page) == set()
        assert encode(seeded) not in page
    for place in ("after", "before"):
        page = shown(client.get(address, {place: encode(seeded)}))
        assert found(page) == set()
    assert encode(customer) in own


def test_masked_levels_show_no_whole_value_on_any_address(seeded: int, executive: User) -> None:
    """Name masked, classification clear, nothing else: the executive reaches all customers."""
    client = log_in(executive)
    assert client.get(f"/customers/{encode(seeded)}/").status_code == 200
    for address in addresses(seeded):
        page = shown(client.get(address))
        assert found(page) == set(), address


def test_owner_sees_no_masked_number_but_by_revealing_it(seeded: int, outsider: User) -> None:
    client = log_in(outsider)
    clear = ("name", "short_name", "contact", "title", "number", "subject", "product", "email")
    for address in addresses(seeded):
        left = found(shown(client.get(address)), without=(*clear, "wechat"))
        assert left == set(), address


def test_ledger_holds_none_of_them(seeded: int, sales: User, outsider: User) -> None:
    for client in (log_in(sales), log_in(outsider)):
        for address in ("/customers/", f"/customers/{encode(seeded)}/"):
            client.get(address, {"q": "隐秘"} if address == "/customers/" else {})
    with connections["auditor"].cursor() as cursor:
        cursor.execute("SELECT e::text FROM ledger.event e WHERE at > now() - interval '1 hour'")
        for (row,) in cursor.fetchall():
            assert found(row) == set()


def test_foreign_reveal_and_absent_answer_alike(seeded: int, sales: User) -> None:
    client = calling(sales)
    bodies = []
    for record in (seeded, 7):
        answer = client.post(
            f"/api/v1/customers/{encode(record)}/reveal/",
            {"group": "contact.phone", "part": encode(7)},
            content_type="application/json",
        )
        bodies.append({k: v for k, v in answer.json().items() if k != "request"})
    assert bodies[0] == bodies[1]


def test_client_without_a_log_in_sees_none(seeded: int) -> None:
    for address in addresses(seeded):
        assert found(shown(Client().get(address))) == set(), address
