"""The bin in a browser: deleted, found there, restored."""

import pytest

from access.models import User
from access.public_id import encode
from tests.browser.conftest import Visit, overflow, serious
from tests.browser.test_new_customer import _keep
from tests.customers.test_bin import leader  # noqa: F401 - a fixture


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 390), ("en", 1440)])
def test_a_leader_deletes_and_restores(
    visit: Visit,
    leader: User,  # noqa: F811
    customer: int,
    language: str,
    width: int,
) -> None:
    address = f"/customers/{encode(customer)}/"
    page = visit(leader, address, width=width, language=language)
    page.locator(f"a[href='{address}delete/']").click()
    page.wait_for_selector("form.wide")
    _keep(page, f"delete-{language}-{width}")
    assert (overflow(page), serious(page)) == (0, [])
    page.locator("form.wide .btn.main").click()
    page.locator("a[href='/customers/bin/']").click()
    page.wait_for_selector("form[action$='/restore/']")
    _keep(page, f"bin-{language}-{width}")
    assert (overflow(page), serious(page)) == (0, [])
    page.locator("form[action$='/restore/'] .btn").click()
    page.wait_for_selector("#contacts")
