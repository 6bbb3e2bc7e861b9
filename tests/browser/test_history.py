"""The history of a customer in a browser, and a version put back."""

import pytest

from access.models import User
from access.public_id import encode
from tests.browser.conftest import Visit, overflow, serious
from tests.browser.test_new_customer import _keep
from tests.cast import log_in
from tests.customers.test_history import change


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 1440), ("en", 390)])
def test_somebody_reads_the_history_and_puts_a_version_back(
    visit: Visit, sales: User, customer: int, language: str, width: int
) -> None:
    change(log_in(sales), customer, short_name="泰和", next_contact_on="2027-01-05")
    change(log_in(sales), customer, short_name="TH", status="ACTIVE")
    page = visit(sales, f"/customers/{encode(customer)}/history/", width=width, language=language)
    _keep(page, f"history-{language}-{width}")
    assert (overflow(page), serious(page)) == (0, [])
    page.locator("form[action$='/restore/'] .btn").first.click()
    page.wait_for_selector(".messages")
    _keep(page, f"history-back-{language}-{width}")
    assert page.locator("tbody tr").count() == 4
