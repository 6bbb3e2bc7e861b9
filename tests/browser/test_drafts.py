"""The pages of drafts, duties and the matrix: sound in both languages, on a desk and a phone."""

import re

import pytest

from access.actor import actor_for
from access.draft_lines import GrantTerms, Line, LineKind
from access.models import GrantDraft, Post, User
from access.public_id import encode
from access.services.write_draft import write_line
from tests.browser.conftest import Visit, overflow, serious
from tests.cast import STAFF_LEVELS, make_user

TERMS = GrantTerms(
    verbs=("READ", "PAGE", "REVEAL"),
    scope="DEPARTMENT",
    filters={"region": ["32", "3302"]},
    levels=STAFF_LEVELS | {"contact.phone": "CLEAR"},
    purposes=("RENEWAL",),
    ends_on=None,
)


@pytest.fixture
def draft(
    system_administrator: User,
    compliance_officer: User,
    sales: User,
    department_head: User,
    customer: int,
    sales_post: Post,
) -> GrantDraft:
    """A draft with a new grant and one that is changed."""
    actor, grant = actor_for(system_administrator), sales_post.grants.get().pk
    for line in (Line(LineKind.NEW, None, TERMS), Line(LineKind.CHANGED, grant, TERMS)):
        found = write_line(actor=actor, post_id=sales_post.pk, line=line)
    return found


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 1440), ("en", 390)])
@pytest.mark.parametrize(
    "place",
    [
        "{post}/draft/",
        "drafts/",
        "drafts/{draft}/",
        "matrix/",
        "duties/",
        "{post}/grants/add/",
        "{post}/",
    ],
)
def test_pages_of_drafts_are_sound(
    visit: Visit,
    system_administrator: User,
    draft: GrantDraft,
    place: str,
    language: str,
    width: int,
) -> None:
    path = "/posts/" + place.format(post=encode(draft.post_id), draft=encode(draft.pk))
    page = visit(system_administrator, path, width=width, language=language)
    assert overflow(page) <= 0
    assert serious(page) == []
    assert page.console == []  # type: ignore[attr-defined]
    if language == "en":
        words = page.locator("main").inner_text().replace("衡川传动", "")
        assert re.findall(r"[\u4e00-\u9fff]{2,}", words) == []


def test_a_second_administrator_reads_and_publishes(
    visit: Visit, draft: GrantDraft, system_administrator: User
) -> None:
    department = system_administrator.appointments.get().department
    second = make_user("second", Post.objects.get(code="test-admin"), department)
    page = visit(second, f"/posts/{encode(draft.post_id)}/draft/")
    assert "1 人变为明文" in page.locator("main").inner_text()
    page.get_by_role("button", name="发布").click()
    page.wait_for_url(re.compile(f"/posts/{encode(draft.post_id)}/$"))
    draft.refresh_from_db()
    assert draft.state == "PUBLISHED"
