"""Creating a customer in a browser: by keyboard and pointer, sound at every width, sent once."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from access.models import User
from customers.models import Customer
from tests.browser.conftest import Visit, overflow, serious
from tests.cast import MakeCustomer


def _fill(page: Page, name: str) -> None:
    page.locator("[name=name]").fill(name)
    page.locator("[name=region]").fill("江苏 苏州")
    for field, code in {
        "industry": "industry:C29",
        "tier": "tier:B",
        "source": "source:FAIR",
        "business_line": "business_line:SEALS",
        "lawful_basis": "lawful_basis:CONTRACT_OR_HR",
    }.items():
        page.locator(f"[name={field}]").select_option(code)
    page.locator("[name=contact_name]").fill("顾晓岚")
    page.locator("[name=phone]").fill("186 1234 2917")


def _keep(page: Page, name: str) -> None:
    """A picture for whoever asks for pictures."""
    if folder := os.environ.get("CUSTOS_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_somebody_creates_a_customer_and_mends_what_is_wrong(
    visit: Visit, sales: User, make_customer: MakeCustomer, language: str, width: int
) -> None:
    make_customer(sales, "苏州海晟注塑有限公司", identifier="")
    page = visit(sales, "/customers/", width=width, language=language)
    page.locator("a[href='/customers/new/']").click()
    _keep(page, f"new-{language}-{width}")
    assert (overflow(page), serious(page)) == (0, [])

    _fill(page, "苏州海晟注塑有限公司")
    page.locator("[name=identifier]").fill("91320200MA1MKK7T40")
    page.locator("form.wide .btn.main").click()
    page.wait_for_selector("[role=alert]")
    _keep(page, f"wrong-{language}-{width}")
    assert page.locator("[name=identifier]").input_value() == "91320200MA1MKK7T40"
    assert page.locator("[name=region]").input_value() == "江苏 苏州"
    assert (overflow(page), serious(page)) == (0, [])

    page.locator("[name=identifier]").fill("")
    page.locator("form.wide .btn.main").click()
    page.wait_for_selector("[name=confirmed]")
    _keep(page, f"twin-{language}-{width}")
    assert (overflow(page), serious(page)) == (0, [])

    page.locator("[name=confirmed]").check()
    page.locator("form.wide .btn.main").dblclick()
    page.wait_for_url(re.compile("/customers/[0-9A-Z-]{14}/"))
    page.wait_for_selector("#contacts")
    _keep(page, f"made-{language}-{width}")
    assert "186••••2917" in page.locator("#contacts").inner_text()
    assert Customer.objects.using("door").count() == 2
    # Chromium notes each answer 422 itself; nothing else may be noted.
    noted: list[str] = page.console  # type: ignore[attr-defined]
    assert [text for text in noted if "422" not in text] == []
