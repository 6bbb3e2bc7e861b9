"""Changing a customer in a browser, and what somebody reads whom another was quicker than."""

import pytest

from access.models import User
from access.public_id import encode
from tests.browser.conftest import Visit, overflow, serious
from tests.browser.test_new_customer import _keep


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_somebody_changes_a_customer_and_another_was_quicker(
    visit: Visit, sales: User, department_head: User, customer: int, language: str, width: int
) -> None:
    address = f"/customers/{encode(customer)}/"
    page = visit(sales, address, width=width, language=language)
    page.locator(f"a[href='{address}change/']").click()
    page.wait_for_selector("form.wide")
    _keep(page, f"change-{language}-{width}")
    assert (overflow(page), serious(page)) == (0, [])

    other = visit(department_head, f"{address}change/", width=width, language=language)
    other.locator("[name=short_name]").fill("泰和")
    other.locator("form.wide .btn.main").click()
    other.wait_for_selector("#contacts")

    page.locator("[name=short_name]").fill("无锡泰和")
    page.locator("form.wide .btn.main").click()
    page.wait_for_selector("[role=alert]")
    _keep(page, f"change-late-{language}-{width}")
    assert page.locator("[name=short_name]").input_value() == "无锡泰和"
    assert (overflow(page), serious(page)) == (0, [])

    page.locator("form.wide .btn.main").click()
    page.wait_for_selector("#contacts")
    _keep(page, f"changed-{language}-{width}")
