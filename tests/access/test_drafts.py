"""Facts about drafts of grants: written by one, compared, published by another."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from access.actor import actor_for
from access.approving import require_another_publisher
from access.change_refused import ChangeRefused
from access.comparing import Doubt, compare
from access.draft_lines import GrantTerms, Line, LineKind
from access.errors import NoGrant
from access.models import Apart, Grant, GrantDraft, Post, User, Waiver
from access.public_id import encode
from access.services.publish_draft import publish_draft
from access.services.waive_duty import end_waiver, waive_duty
from access.services.write_draft import date_draft, remove_line, withdraw_draft, write_line
from tests.cast import PURPOSE, log_in, make_post, make_user
from tests.ledger import events_of

CLEAR_PHONE = GrantTerms(
    verbs=("READ", "PAGE"),
    scope="DEPARTMENT",
    filters={},
    levels={"name": "CLEAR", "contact.phone": "CLEAR"},
    purposes=(PURPOSE,),
    ends_on=None,
)


@pytest.fixture
def author(system_administrator):
    return actor_for(system_administrator, request="author")


@pytest.fixture
def second(author, east):
    user = make_user("second", Post.objects.get(code="test-admin"), east)
    return actor_for(user, request="second")


@pytest.fixture
def new(author, sales_post):
    """Put a new grant into the draft: `new(scope="ALL")`."""

    def write(**terms):
        line = Line(LineKind.NEW, None, replace(CLEAR_PHONE, **terms))
        return write_line(actor=author, post_id=sales_post.pk, line=line)

    return write


@pytest.fixture
def on_grant(author, sales_post):
    """Change or end the post's grant in the draft."""

    def write(kind, terms=None):
        line = Line(kind, sales_post.grants.get().pk, terms)
        return write_line(actor=author, post_id=sales_post.pk, line=line)

    return write


def publish(actor, draft, **given):
    publish_draft(actor=actor, draft_id=draft.pk, seen=compare(actor, draft).digest, **given)


def in_force(post, day=None):
    day = day or timezone.localdate()
    return [g for g in post.grants.order_by("starts_on", "scope") if _holds(g, day)]


def _holds(grant, day):
    return grant.starts_on <= day and (grant.ends_on is None or grant.ends_on >= day)


def test_a_draft_opens_nothing_until_a_second_person_publishes_it(
    new, second, sales, colleague, customer, sales_post
):
    draft = new()
    assert len(in_force(sales_post)) == 1
    publish(second, draft)
    own, department = sorted(in_force(sales_post), key=lambda grant: grant.scope, reverse=True)
    assert (own.scope, department.scope) == ("OWN", "DEPARTMENT")
    assert department.levels["contact.phone"] == "CLEAR"
    assert department.draft == draft
    phones = {grant.level("contact.phone") for grant in actor_for(colleague).grants}
    assert phones == {"MASKED", "CLEAR"}
    draft.refresh_from_db()
    assert (draft.state, draft.publisher_id) == ("PUBLISHED", second.id)
    event = events_of("second")[-1]
    assert (event.verb, event.body["what"], event.outcome) == (
        "ADMINISTER",
        "publish_draft",
        "ALLOWED",
    )


def test_the_author_never_publishes_and_the_database_says_so_too(author, new, sales):
    for number in range(5):
        User.objects.create(username=f"more{number}", name="x")
    draft = new()
    with pytest.raises(ChangeRefused, match="second_person"):
        publish(author, draft)
    assert events_of("author")[-1].body["refused"] == "second_person"
    with pytest.raises(IntegrityError, match="grant_draft_second_person"), transaction.atomic():
        GrantDraft.objects.update(publisher=author.id)


def test_compliance_publishes_and_others_do_not(new, compliance_officer, sales, customer):
    draft = new()
    with pytest.raises(NoGrant):
        publish(actor_for(sales), draft)
    publish(actor_for(compliance_officer), draft)
    assert GrantDraft.objects.get().state == "PUBLISHED"


def test_nobody_publishes_for_a_post_of_their_own(author, second, east):
    post = make_post("of-their-own")
    post.appointments.create(user_id=second.id, department=east, starts_on=timezone.localdate())
    line = Line(LineKind.NEW, None, CLEAR_PHONE)
    draft = write_line(actor=author, post_id=post.pk, line=line)
    with pytest.raises(ChangeRefused, match="own_post"):
        publish(second, draft, sure=True)


def test_the_comparison_counts_customers_and_people_and_enters_each_count(
    new, second, sales, colleague, make_customer
):
    make_customer(sales, "甲有限公司")
    make_customer(colleague, "乙有限公司")
    draft = new(verbs=("READ",))
    seen = compare(replace(second, request="counting"), draft)
    # Each of the two reaches the other's customer then; together they reached both before.
    assert (seen.holders, seen.gained, seen.lost) == (2, 0, 0)
    (shift,) = seen.shifts
    assert (shift.group, shift.level, shift.people) == ("contact.phone", "CLEAR", 2)
    counted = [event for event in events_of("counting") if event.verb == "COUNT"]
    assert [event.body["of"] for event in counted] == ["drafted", "gained", "lost"]
    assert [event.body["records"] for event in counted] == [2, 0, 0]


def test_customers_that_come_into_reach_and_leave_it_are_counted(
    new, on_grant, second, sales, outsider, make_customer
):
    make_customer(sales, "甲有限公司")
    make_customer(outsider, "乙有限公司")
    outsider.appointments.all().delete()
    draft = new(scope="ALL")
    seen = compare(second, draft)
    assert (seen.gained, seen.lost) == (1, 0)
    assert seen.doubts == (Doubt.EVERYTHING,)
    draft = on_grant(LineKind.ENDED)
    remove_line(actor=actor_for(draft.author), draft=draft, place=0)
    seen = compare(second, draft)
    assert (seen.gained, seen.lost) == (0, 1)


def test_what_reaches_everything_or_nobody_asks_twice(new, second, sales):
    for terms, doubt in (
        ({"scope": "ALL"}, Doubt.EVERYTHING),
        ({"filters": {"tier": ["tier:NONE"]}}, Doubt.NOBODY),
    ):
        GrantDraft.objects.all().delete()
        draft = new(**terms)
        assert doubt in compare(second, draft).doubts
        with pytest.raises(ChangeRefused, match="ask_twice"):
            publish(second, draft)
    publish(second, draft, sure=True)


def test_a_changed_grant_ends_the_day_before_and_begins_anew(
    on_grant, author, second, sales, customer, sales_post
):
    draft = on_grant(LineKind.CHANGED, replace(CLEAR_PHONE, scope="OWN"))
    day = timezone.localdate() + timedelta(days=7)
    date_draft(actor=author, draft=draft, starts_on=day)
    publish(second, draft)
    old, new_one = sales_post.grants.order_by("starts_on")
    assert (old.ends_on, new_one.starts_on) == (day - timedelta(days=1), day)
    assert in_force(sales_post) == [old]
    assert in_force(sales_post, day) == [new_one]
    assert old.history.first().history_user_id == second.id


def test_an_ended_grant_is_over_from_the_day_on(on_grant, second, sales, customer, sales_post):
    publish(second, on_grant(LineKind.ENDED))
    assert in_force(sales_post) == []
    assert actor_for(sales).grants == ()


def test_what_changed_since_the_comparison_is_not_published(new, author, second, sales_post):
    draft = new()
    seen = compare(second, draft)
    new(scope="OWN")
    with pytest.raises(ChangeRefused, match="draft_changed"):
        publish_draft(actor=second, draft_id=draft.pk, seen=seen.digest, sure=True)
    assert Grant.objects.filter(post=sales_post).count() == 1


def test_a_draft_has_one_author_every_version_and_an_end(new, author, second, sales_post):
    draft = new()
    line = Line(LineKind.NEW, None, CLEAR_PHONE)
    with pytest.raises(ChangeRefused, match="other_author"):
        write_line(actor=second, post_id=sales_post.pk, line=line)
    new(scope="OWN")
    assert [len(version.lines) for version in draft.history.order_by("history_date")] == [1, 2]
    withdraw_draft(actor=second, draft=draft)
    with pytest.raises(ChangeRefused, match="draft_closed"):
        publish(second, draft, sure=True)


def test_who_published_a_grant_approves_no_request_under_it(new, author, second, sales, customer):
    publish(second, new())
    grants = Grant.objects.filter(draft__isnull=False).values_list("pk", flat=True)
    require_another_publisher(author, grants)
    with pytest.raises(ChangeRefused, match="duties_apart"):
        require_another_publisher(second, grants)
    waive_duty(actor=author, pair=Apart.PUBLISH_APPROVE, reason="三人公司")
    require_another_publisher(second, grants)


def test_a_small_company_waives_the_second_person_in_writing(author, new, sales):
    draft = new()
    waiver = waive_duty(actor=author, pair=Apart.DRAFT_PUBLISH, reason="两人公司")
    publish(author, draft, sure=True)
    draft.refresh_from_db()
    assert draft.waiver == waiver
    end_waiver(actor=author, waiver_id=waiver.pk)
    for number in range(5):
        User.objects.create(username=f"more{number}", name="x")
    with pytest.raises(ChangeRefused, match="second_person"):
        publish(author, new(), sure=True)
    with pytest.raises(ChangeRefused, match="not_small"):
        waive_duty(actor=author, pair=Apart.DRAFT_PUBLISH, reason="again")
    with pytest.raises(IntegrityError, match="waiver_small_company"), transaction.atomic():
        Waiver.objects.update(people=5)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_show_and_publish_a_draft(new, author, second, sales, customer, language):
    draft = new(scope="ALL", filters={"region": ["32"]})
    page = f"/posts/{encode(draft.post_id)}/draft/"
    own = log_in(User.objects.get(pk=author.id)).get(page, headers={"accept-language": language})
    assert f'action="{page}publish/"' not in own.content.decode()
    browser = log_in(User.objects.get(pk=second.id))
    answer = browser.get(page, headers={"accept-language": language})
    said = "becomes clear for 1 person" if language == "en" else "1 人"
    assert said in answer.content.decode()
    sent = browser.post(f"{page}publish/", {"seen": answer.context["seen"].digest})
    assert sent.status_code == 302
    draft.refresh_from_db()
    assert draft.state == "PUBLISHED"
    assert browser.get("/posts/drafts/").status_code == 200
    versions = browser.get(f"/posts/drafts/{encode(draft.pk)}/")
    assert [one.state for one in versions.context["versions"]] == ["PUBLISHED", "OPEN"]
    assert "江苏" in versions.content.decode()
    assert "江苏" in browser.get("/posts/matrix/").content.decode()
