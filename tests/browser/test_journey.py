"""A morning: find a customer, open it, reveal a phone; the officer sees each step."""

import re

import pytest

from access.models import User
from access.public_id import encode
from tests.browser.conftest import Visit, overflow, serious


def test_sales_finds_opens_reveals_and_the_officer_sees_each_step(
    visit: Visit, sales: User, compliance_officer: User, customer: int
) -> None:
    page = visit(sales, "/customers/")
    page.get_by_role("main").get_by_role("searchbox").fill("泰和")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="无锡泰和轴承有限公司").click()
    page.wait_for_url(re.compile(encode(customer)))
    assert "186 1234 2917" not in page.content()
    page.get_by_role("button", name=re.compile("186••••2917")).click()
    page.wait_for_url(re.compile("reveal"))
    assert "186 1234 2917" in page.locator("#revealed").inner_text()
    assert page.console == []  # type: ignore[attr-defined]

    ledger = visit(compliance_officer, f"/ledger/?record={encode(customer)}")
    words = ledger.locator("table.ledger").last.inner_text()
    for act in ("查看列表", "打开客户", "揭示字段"):
        assert act in words


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("place", ["/customers/", "detail", "readers"])
def test_customers_pages_are_sound(
    visit: Visit, sales: User, customer: int, place: str, language: str, width: int
) -> None:
    own = f"/customers/{encode(customer)}/"
    path = {"detail": own, "readers": f"{own}readers/"}.get(place, place)
    page = visit(sales, path, width=width, language=language)
    assert overflow(page) <= 0
    assert serious(page) == []
    assert page.console == []  # type: ignore[attr-defined]
    if language == "en":
        words = page.locator("main").inner_text().replace("无锡泰和轴承有限公司", "")
        left = set(re.findall(r"[\u4e00-\u9fff]{2,}", words)) - {
            "江苏",
            "孙立群",
            "采购部长",
            "华东销售部",
        }
        assert left == set()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_ledger_page_is_sound(
    visit: Visit, sales: User, compliance_officer: User, customer: int, language: str, width: int
) -> None:
    visit(sales, f"/customers/{encode(customer)}/")
    page = visit(compliance_officer, "/ledger/", width=width, language=language)
    assert overflow(page) <= 0
    assert serious(page) == []
    assert page.console == []  # type: ignore[attr-defined]
