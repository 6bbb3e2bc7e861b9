"""Facts about posts and their grants: who changes them, and what does not go together."""

from datetime import date

import pytest
from django.utils import timezone

from access.change_refused import ChangeRefused
from access.draft_lines import GrantTerms, Line, LineKind
from access.models import Appointment, Grant, GrantDraft
from access.public_id import encode
from access.services.appoint_person import appoint_person
from access.services.change_post import change_post
from access.services.write_draft import write_line
from tests.cast import log_in, make_post


def test_nobody_widens_a_post_of_their_own(admin, east):
    post = make_post("of-their-own")
    Appointment.objects.create(
        user_id=admin.id, post=post, department=east, starts_on=date(2026, 1, 1)
    )
    with pytest.raises(ChangeRefused, match="own_post"):
        write_line(actor=admin, post_id=post.pk, line=_line())


def test_a_post_that_administers_takes_no_grants(admin):
    post = make_post("other-admin", administers=True)
    with pytest.raises(ChangeRefused, match="administrators_see_no_customer"):
        write_line(actor=admin, post_id=post.pk, line=_line())
    seller = make_post("seller", scope="OWN")
    with pytest.raises(ChangeRefused, match="administrators_see_no_customer"):
        change_post(actor=admin, post_id=seller.pk, given={"administers": True})


def test_duties_stay_apart(admin, compliance_officer, east):
    post = make_post("other-admin", administers=True)
    with pytest.raises(ChangeRefused, match="duties_apart"):
        appoint_person(
            actor=admin,
            user_id=compliance_officer.pk,
            post_id=post.pk,
            department_id=east.pk,
            starts_on=timezone.localdate(),
            ends_on=None,
        )


def test_a_grant_is_written_into_the_draft_by_page_and_not_into_force(
    system_administrator, sales_post
):
    browser = log_in(system_administrator)
    form = {"scope": "DEPARTMENT", "verbs": ["READ", "PAGE"], "purposes": ["RENEWAL"]}
    page = browser.get(f"/posts/{encode(sales_post.pk)}/grants/add/")
    levels = {field.html_name: "HIDDEN" for field in page.context["form"].levels}
    form |= levels | {"level_name": "CLEAR", "level_contact.phone": "MASKED"}
    answer = browser.post(f"/posts/{encode(sales_post.pk)}/grants/add/", form)
    assert answer["Location"] == f"/posts/{encode(sales_post.pk)}/draft/"
    assert not Grant.objects.filter(post=sales_post, scope="DEPARTMENT").exists()
    (line,) = GrantDraft.objects.get(post=sales_post).lines
    assert line["terms"]["levels"] == {"name": "CLEAR", "contact.phone": "MASKED"}
    assert line["terms"]["purposes"] == ["RENEWAL"]


def test_a_grant_is_ended_at_once_by_one_person(system_administrator, sales_post):
    grant = sales_post.grants.get()
    page = f"/posts/{encode(sales_post.pk)}/grants/{encode(grant.pk)}/end/"
    assert log_in(system_administrator).post(page).status_code == 302
    grant.refresh_from_db()
    assert grant.ends_on < timezone.localdate()


def _line():
    terms = GrantTerms(
        verbs=("READ",),
        scope="ALL",
        filters={},
        levels={"name": "CLEAR"},
        purposes=("RENEWAL",),
        ends_on=None,
    )
    return Line(LineKind.NEW, None, terms)
