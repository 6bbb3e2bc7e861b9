"""A real browser on a real server: Debian's chromium, or any Chrome that is there."""

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from access.models import Company, User
from tests.cast import log_in

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--no-sandbox",  # root has no other
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Playwright's own loop runs in the test's thread; Django would take the test for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder."""
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the session; without any the test is skipped by name."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chrome or Chromium on this machine")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield launched
        launched.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, live_server: object) -> Iterator[Visit]:
    """Open a page as a person: `visit(user, "/customers/", width=390, language="en")`."""
    Company.objects.get_or_create(name_zh="衡川传动")
    contexts: list[BrowserContext] = []
    url = str(live_server)

    def open_page(
        user: User | None, path: str, *, width: int = 1440, language: str = "zh-hans"
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale="en-GB" if language == "en" else "zh-CN",
            timezone_id="Asia/Shanghai",
        )
        contexts.append(context)
        cookies = [{"name": "django_language", "value": language, "url": url}]
        if user:
            session = log_in(user).cookies["sessionid"].value
            cookies.append({"name": "sessionid", "value": session, "url": url})
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(10_000)
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.console = refused  # type: ignore[attr-defined]
        page.goto(url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def serious(page: Page) -> list[str]:
    """What axe finds that keeps somebody from using the page."""
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in {"serious", "critical"}]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


def latin_words(page: Page) -> list[str]:
    """English words left on a Chinese page, outside what is data or a proper name."""
    text = page.locator("body").inner_text()
    return [word for word in re.findall(r"\b[a-z]{4,}\b", text) if word not in {"custos"}]
