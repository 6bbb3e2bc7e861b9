"""The state of the ledger and a proof on a phone and on a desk, in both languages."""

import os
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from access.models import User
from audit.ledger import results, sealing, signing_key
from audit.ledger.finding import Finding

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("is_bad", [False, True], ids=["quiet", "alarm"])
def test_state_and_proof_fit_and_are_accessible(
    visit: Callable[..., Page],
    compliance_officer: User,
    width: int,
    language: str,
    is_bad: bool,
) -> None:
    keys = signing_key.load() or signing_key.make()
    while sealing.seal_once(keys):
        pass
    bad = [Finding("content", "event 41 was changed", 40)] if is_bad else []
    results.store("WHOLE", size=120, seconds=0.2, findings=bad)
    page = visit(compliance_officer, "/ledger/state/", width=width, language=language)
    number = page.locator(".folio .no").get_attribute("href")
    assert number
    for address in ("/ledger/state/", number):
        while sealing.seal_once(keys):
            pass
        page.goto(page.url.split("/ledger")[0] + address)
        name = f"ledger-{'state' if 'state' in address else 'proof'}-{width}-{language}-{is_bad}"
        if folder := os.environ.get("CUSTOS_PICTURES"):
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)
        too_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert (address, too_wide) == (address, False)
        found = Axe().run(page).response["violations"]
        assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == []
        assert page.console == []  # type: ignore[attr-defined]
    results.store("WHOLE", size=120, seconds=0.2, findings=[])
