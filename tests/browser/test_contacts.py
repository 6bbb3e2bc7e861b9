"""Contacts in a browser: added, a masked number replaced, another was quicker, removed."""

import pytest

from access.models import User
from access.public_id import encode
from tests.browser.conftest import Visit, overflow, serious
from tests.browser.test_new_customer import _keep


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 1440), ("en", 390)])
def test_somebody_keeps_contacts(
    visit: Visit, sales: User, customer: int, language: str, width: int
) -> None:
    address = f"/customers/{encode(customer)}/"
    page = visit(sales, address, width=width, language=language)
    assert (overflow(page), serious(page)) == (0, [])
    page.locator(f"a[href='{address}contacts/new/']").click()
    page.locator("[name=name]").fill("周明")
    page.locator("[name=new_phone]").fill("138 1111 2222")
    _keep(page, f"contact-new-{language}-{width}")
    assert (overflow(page), serious(page)) == (0, [])
    page.locator("form.wide .btn.main").click()
    page.wait_for_selector("#contacts")
    _keep(page, f"contacts-{language}-{width}")
    assert overflow(page) == 0

    page.locator("#contacts tbody a").first.click()
    page.wait_for_selector("form.wide")
    _keep(page, f"contact-{language}-{width}")
    assert (overflow(page), serious(page)) == (0, [])
    page.locator("form.wide [name^=point_]").first.fill("139 5555 6666")
    page.locator("form.wide .btn.main").click()
    page.wait_for_selector("#contacts")
    assert "139••••6666" in page.locator("#contacts").inner_text()

    page.locator("#contacts tbody a").last.click()
    page.locator("#id_sure").check()
    page.locator("form[action$='/remove/'] .btn").click()
    page.wait_for_selector("#contacts")
    assert page.locator("#contacts tbody tr").count() == 1
