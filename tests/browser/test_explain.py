"""The pages of explanations: sound in both languages on a desk and on a phone."""

import re

import pytest

from access.models import Department, User
from access.public_id import encode
from tests.browser.conftest import Visit, overflow, serious
from tests.cast import make_post, make_user


@pytest.fixture
def officer(east: Department) -> User:
    post = make_post("test-judge", scope="ALL", verbs=["EXPLAIN"], levels={})
    return make_user("judge", post, east)


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 1440), ("en", 390)])
@pytest.mark.parametrize("place", ["empty", "allowed", "refused", "unseen", "record", "person"])
def test_explanations_are_sound(
    visit: Visit,
    officer: User,
    sales: User,
    outsider: User,
    department_head: User,
    customer: int,
    place: str,
    language: str,
    width: int,
) -> None:
    record = f"record={encode(customer)}"
    path = {
        "empty": "",
        "allowed": f"?person={encode(sales.pk)}&verb=READ&{record}",
        "refused": f"?person={encode(outsider.pk)}&verb=READ&{record}",
        "unseen": f"?person={encode(sales.pk)}&verb=READ&record=7F3K-9Q2M-XD4T",
        "record": f"record/?{record}",
        "person": f"person/?person={encode(sales.pk)}",
    }[place]
    page = visit(officer, f"/access/explain/{path}", width=width, language=language)
    assert overflow(page) <= 0
    assert serious(page) == []
    assert [line for line in page.console if "404" not in line] == []  # type: ignore[attr-defined]
    if language == "en":
        words = page.locator("main").inner_text().replace("衡川传动", "")
        assert re.findall(r"[\u4e00-\u9fff]{2,}", words) == []


def test_officer_asks_by_the_form(visit: Visit, officer: User, sales: User, customer: int) -> None:
    page = visit(officer, "/access/explain/")
    page.get_by_label("人员", exact=True).select_option(encode(sales.pk))
    page.get_by_label("客户编号").fill(encode(customer).lower())
    page.get_by_role("button", name="判定说明").click()
    page.wait_for_url(re.compile("person="))
    assert "准许" in page.locator(".verdict").inner_text()
    assert "test-sales" in page.locator("table.ledger").first.inner_text()
