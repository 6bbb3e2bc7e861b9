"""Facts about posts, drafts and publishing over the API."""

import pytest

from access.actor import actor_for
from access.draft_lines import GrantTerms, Line, LineKind
from access.models import Grant, Post
from access.public_id import encode
from access.services.write_draft import write_line
from tests.cast import log_in, make_user
from tests.ledger import events_of

POSTS, DRAFTS = "/api/v1/access/posts/", "/api/v1/access/drafts/"
TERMS = GrantTerms(
    verbs=("READ", "PAGE"),
    scope="ALL",
    filters={"region": ["32"]},
    levels={"name": "CLEAR", "contact.phone": "CLEAR"},
    purposes=("RENEWAL",),
    ends_on=None,
)


@pytest.fixture
def draft(system_administrator, sales, customer, sales_post):
    line = Line(LineKind.NEW, None, TERMS)
    return write_line(actor=actor_for(system_administrator), post_id=sales_post.pk, line=line)


def test_posts_come_with_their_grants(system_administrator, sales_post):
    Grant.objects.filter(post=sales_post).update(filters={"region": ["32"]})
    rows = log_in(system_administrator).get(POSTS).json()
    (post,) = (row for row in rows if row["code"] == "test-sales")
    (grant,) = post["grants"]
    assert (grant["scope"], grant["filters"]) == ("OWN", {"region": ["32"]})


def test_a_second_person_compares_and_publishes(draft, system_administrator, east):
    second = make_user("second", Post.objects.get(code="test-admin"), east)
    page = f"{DRAFTS}{encode(draft.pk)}/"
    compared = log_in(second).get(page).json()
    assert compared["comparison"]["shifts"] == [
        {"group": "contact.phone", "level": "CLEAR", "is_more": True, "people": 1}
    ]
    sent = {"seen": compared["comparison"]["seen"], "sure": False}
    own = log_in(system_administrator).post(f"{page}publish/", sent, "application/json")
    assert (own.status_code, own.json()["code"]) == (409, "second-person")
    stale = log_in(second).post(f"{page}publish/", sent | {"seen": "x"}, "application/json")
    assert (stale.status_code, stale.json()["code"]) == (409, "draft-changed")
    done = log_in(second).post(f"{page}publish/", sent, "application/json")
    assert (done.status_code, done.json()["state"]) == (200, "PUBLISHED")
    assert log_in(second).get(page).json()["comparison"] is None
    assert [row["state"] for row in log_in(second).get(DRAFTS).json()] == ["PUBLISHED"]


def test_for_others_nothing_is_there(draft, sales):
    for page in (POSTS, DRAFTS, f"{DRAFTS}{encode(draft.pk)}/"):
        answer = log_in(sales).get(page)
        assert answer.status_code == 404
        (event,) = events_of(answer["X-Request-ID"])
        assert (event.verb, event.outcome) == ("ADMINISTER", "REFUSED")
    answer = log_in(sales).post(f"{DRAFTS}{encode(draft.pk)}/publish/", {}, "application/json")
    assert answer.status_code == 404
