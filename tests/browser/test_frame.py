"""The frame in a browser: log-in, both languages, a phone's width, nothing serious in axe."""

import pytest

from access.models import User
from tests.browser.conftest import Visit, overflow, serious


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_log_in_page_is_sound(visit: Visit, db: None, width: int, language: str) -> None:
    page = visit(None, "/accounts/login/", width=width, language=language)
    assert (
        page.locator("html").get_attribute("lang") == {"zh-hans": "zh-Hans", "en": "en"}[language]
    )
    assert overflow(page) <= 0
    assert serious(page) == []
    assert page.console == []  # type: ignore[attr-defined]


def test_a_person_logs_in_with_the_keyboard(visit: Visit, sales: User) -> None:
    page = visit(None, "/accounts/login/")
    page.locator("[name=login]").focus()
    page.keyboard.type("sales")
    page.keyboard.press("Tab")
    page.keyboard.type("correct horse")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert "sales" in page.locator(".bar").inner_text()
