"""A call logged from the customer's page: one choice, one text, one click."""

import pytest

from access.models import User
from access.public_id import encode
from tests.browser.conftest import Visit, overflow, serious
from tests.browser.test_new_customer import _keep


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_somebody_logs_a_visit(
    visit: Visit, sales: User, customer: int, language: str, width: int
) -> None:
    address = f"/customers/{encode(customer)}/"
    page = visit(sales, address, width=width, language=language)
    page.locator("#activities [name=kind]").select_option("VISIT")
    page.locator("#activities [name=text]").fill("看了新产线\n十二月再谈续约")
    page.locator("#activities .btn.main").dblclick()
    page.wait_for_selector("#activities tbody tr")
    _keep(page, f"activity-{language}-{width}")
    assert (overflow(page), serious(page)) == (0, [])
    assert page.locator("#activities tbody tr").count() == 1
    page.goto(page.url.split("/customers/")[0] + f"{address}activities/")
    _keep(page, f"activities-{language}-{width}")
    assert (overflow(page), serious(page)) == (0, [])
