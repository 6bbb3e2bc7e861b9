"""Facts about duties that one person may not hold together, in forms and in the database."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from access.actor import actor_for
from access.change_refused import ChangeRefused
from access.held_together import held_together
from access.models import Apart, Appointment, Grant, User, Waiver
from access.services.appoint_person import appoint_person
from access.services.waive_duty import end_waiver, waive_duty
from tests.cast import log_in, make_post
from tests.ledger import events_of


@pytest.fixture
def admin(system_administrator):
    return actor_for(system_administrator, request="duties")


def appoint(admin, user, post, east):
    return appoint_person(
        actor=admin,
        user_id=user.pk,
        post_id=post.pk,
        department_id=east.pk,
        starts_on=timezone.localdate(),
        ends_on=None,
    )


def crowd():
    """Enough people that nothing can be waived."""
    for number in range(5):
        User.objects.create(username=f"more{number}", name="x")


def test_an_administrator_is_appointed_to_no_post_that_sees_customers(admin, sales, east):
    post = make_post("other-admin", administers=True)
    with pytest.raises(ChangeRefused, match="duties_apart") as refused:
        appoint(admin, sales, post, east)
    assert "系统管理员不得查看客户" in str(refused.value.reason)
    assert events_of("duties")[-1].body["refused"] == "duties_apart"
    assert sales.appointments.count() == 1


def test_who_watches_holds_no_sales_scope(admin, compliance_officer, sales_post, east):
    with pytest.raises(ChangeRefused, match="duties_apart"):
        appoint(admin, compliance_officer, sales_post, east)
    everywhere = make_post("everywhere", scope="ALL")
    assert appoint(admin, compliance_officer, everywhere, east)


def test_the_database_keeps_them_apart_from_whichever_side_they_come(
    system_administrator, compliance_officer, sales, sales_post, east
):
    today = timezone.localdate()

    def joined():
        Appointment.objects.create(
            user=sales, post=system_administrator.appointments.get().post, department=east,
            starts_on=today,
        )  # fmt: skip

    def granted():
        post = compliance_officer.appointments.get().post
        Grant.objects.create(post=post, verbs=["READ"], scope="OWN", starts_on=today)

    def flagged():
        sales_post.administers = True
        sales_post.save()

    for change in (joined, granted, flagged):
        with pytest.raises(IntegrityError, match="duties apart"), transaction.atomic():
            change()


def test_what_is_over_does_not_count(system_administrator, east):
    post = make_post("was-sales", scope="OWN")
    yesterday = timezone.localdate() - timedelta(days=1)
    Grant.objects.filter(post=post).update(ends_on=yesterday)
    Appointment.objects.create(
        user=system_administrator, post=post, department=east, starts_on=timezone.localdate()
    )


def test_a_small_company_waives_a_pair_and_a_grown_one_does_not(admin, sales, east):
    post = make_post("other-admin", administers=True)
    waiver = waive_duty(actor=admin, pair=Apart.ADMINISTER_SEE, reason="三人公司")
    appointment = appoint(admin, sales, post, east)
    assert held_together() == {Apart.ADMINISTER_SEE: ["sales"]}
    appointment.delete()
    assert held_together() == {}
    crowd()
    with pytest.raises(ChangeRefused, match="duties_apart"):
        appoint(admin, sales, post, east)
    end_waiver(actor=admin, waiver_id=waiver.pk)


def test_the_page_shows_the_table_and_takes_a_waiver_only_while_it_counts(
    system_administrator, compliance_officer
):
    browser = log_in(system_administrator)
    form = {"pair": "WATCH_SELL", "reason": "老板兼任"}
    assert browser.post("/posts/duties/waive/", {"pair": "WATCH_SELL"}).status_code == 422
    assert browser.post("/posts/duties/waive/", form).status_code == 302
    assert Waiver.objects.get().given_by == system_administrator
    for user in (system_administrator, compliance_officer):
        assert "老板兼任" in log_in(user).get("/posts/duties/").content.decode()
    post = compliance_officer.appointments.get().post
    Grant.objects.create(post=post, verbs=["READ"], scope="OWN", starts_on=timezone.localdate())
    answer = browser.get("/posts/duties/", headers={"accept-language": "en"})
    assert "held together by compliance_officer" in answer.content.decode()
    crowd()
    browser.post("/posts/duties/waive/", form)
    assert Waiver.objects.count() == 1
