"""Facts about administering: by whom, of whom, and what is never left undone."""

from datetime import date

import pytest
from django.db import connections
from django.utils import timezone

from access.actor import actor_for
from access.change_refused import ChangeRefused
from access.errors import NoGrant
from access.models import Appointment, Department, Post, User
from access.public_id import encode
from access.services.add_person import add_person
from access.services.appoint_person import appoint_person
from access.services.change_post import change_post
from access.services.close_person import close_person
from access.services.end_appointment import end_appointment
from audit.ledger.book import LedgerUnavailable
from tests.cast import log_in, make_post, make_user
from tests.ledger import events_of

PAGES = [
    "/people/",
    "/people/add/",
    "/people/{sales}/",
    "/people/{sales}/change/",
    "/departments/",
    "/departments/add/",
    "/departments/{east}/",
    "/posts/",
    "/posts/add/",
    "/posts/{post}/",
    "/posts/{post}/change/",
    "/posts/{post}/grants/add/",
    "/posts/{post}/grants/{grant}/",
]

# Those who watch find these too: they publish what administrators draft.
SHARED = ["/posts/matrix/", "/posts/drafts/", "/posts/duties/", "/posts/{post}/draft/"]

SENT_ALONE = [
    "/people/{sales}/appoint/",
    "/people/{sales}/close/",
    "/people/{sales}/open/",
    "/people/{sales}/invite/",
    "/people/{sales}/reset-code/",
    "/departments/{east}/close/",
    "/departments/{east}/open/",
    "/posts/{post}/grants/{grant}/end/",
    "/posts/{post}/grants/{grant}/draft-end/",
    "/posts/{post}/draft/day/",
    "/posts/{post}/draft/withdraw/",
    "/posts/{post}/draft/0/remove/",
    "/posts/duties/waive/",
]


@pytest.fixture
def place(sales, sales_post, east):
    """The ids of the routes."""
    ids = {"sales": sales, "east": east, "post": sales_post, "grant": sales_post.grants.get()}
    return {name: encode(row.pk) for name, row in ids.items()}


@pytest.mark.parametrize("page", [*PAGES, *SHARED])
def test_an_administrator_opens_every_page_in_both_languages(system_administrator, place, page):
    browser = log_in(system_administrator)
    for language in ("zh-hans", "en"):
        answer = browser.get(page.format(**place), headers={"accept-language": language})
        assert answer.status_code == 200
        assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in answer.content.decode()


@pytest.mark.parametrize("page", [*PAGES, *SENT_ALONE])
@pytest.mark.parametrize("who", ["sales", "department_head", "compliance_officer", "executive"])
def test_nobody_else_finds_a_page_of_administration(request, who, place, page):
    browser = log_in(request.getfixturevalue(who))
    send = browser.post if page in SENT_ALONE else browser.get
    answer = send(page.format(**place))
    assert answer.status_code == 404
    (event,) = events_of(answer["X-Request-ID"])
    assert (event.verb, event.outcome) == ("ADMINISTER", "REFUSED")


@pytest.mark.parametrize("page", SHARED)
def test_who_watches_finds_what_they_publish_and_nobody_else_does(
    sales, compliance_officer, place, page
):
    assert log_in(compliance_officer).get(page.format(**place)).status_code == 200
    assert log_in(sales).get(page.format(**place)).status_code == 404


def test_a_stranger_is_led_to_the_log_in(client, place):
    for page in PAGES:
        assert client.get(page.format(**place))["Location"].startswith("/accounts/login/")


def test_a_new_person_is_added_by_page_and_noted_by_field_names(system_administrator):
    browser = log_in(system_administrator)
    form = {"name": "马知远", "username": "mazhiyuan", "email": "ma@custos.example"}
    answer = browser.post("/people/add/", form)
    person = User.objects.get(username="mazhiyuan")
    assert answer["Location"] == f"/people/{encode(person.pk)}/"
    (event,) = events_of(answer["X-Request-ID"])
    assert (event.verb, event.outcome, event.ids) == ("ADMINISTER", "ALLOWED", [person.pk])
    assert event.body["fields"] == ["email", "name", "username"]
    assert "马知远" not in str(event)


def test_two_people_never_share_a_name_or_an_e_mail(system_administrator, sales):
    browser = log_in(system_administrator)
    for form in (
        {"name": "x", "username": "SALES"},
        {"name": "x", "username": "other", "email": "sales@custos.example"},
        {"name": "x", "username": "sales@custos.example"},
    ):
        assert browser.post("/people/add/", form).status_code == 422


def test_without_the_ledger_nothing_is_administered(admin, monkeypatch):
    def down(*_given):
        raise LedgerUnavailable

    monkeypatch.setattr("access.administering.write_note", down)
    with pytest.raises(LedgerUnavailable):
        add_person(actor=admin, username="ghost", name="x", email="")
    assert not User.objects.filter(username="ghost").exists()


def test_a_page_answers_503_while_the_ledger_is_down(system_administrator, monkeypatch):
    browser = log_in(system_administrator)
    with monkeypatch.context() as broken:
        broken.setitem(connections["door"].settings_dict, "NAME", "no_such_database")
        connections["door"].close()
        answer = browser.post("/people/add/", {"name": "x", "username": "ghost"})
    connections["door"].close()
    assert answer.status_code == 503
    assert answer["X-Request-ID"] in answer.content.decode()
    assert not User.objects.filter(username="ghost").exists()


def test_who_does_not_administer_is_refused_by_the_service_too(sales, east):
    with pytest.raises(NoGrant):
        add_person(actor=actor_for(sales), username="ghost", name="x", email="")


def test_nobody_changes_their_own_appointments(admin, sales_post, east):
    with pytest.raises(ChangeRefused, match="own_appointments"):
        appoint_person(
            actor=admin,
            user_id=admin.id,
            post_id=sales_post.pk,
            department_id=east.pk,
            starts_on=date(2026, 1, 1),
            ends_on=None,
        )
    own = Appointment.objects.get(user=admin.id)
    with pytest.raises(ChangeRefused, match="own_appointments"):
        end_appointment(actor=admin, appointment_id=own.pk, ends_on=timezone.localdate())


def test_the_last_administrator_stays(system_administrator, second, admin):
    close_person(actor=admin, user_id=second.pk)
    other = actor_for(system_administrator)
    third = make_user("third", make_post("third-admin", administers=True), Department.objects.get())
    assert actor_for(third).administers
    close_person(actor=actor_for(third), user_id=system_administrator.pk)
    reopened = User.objects.filter(pk=third.pk, is_active=True)
    assert reopened.exists()
    with pytest.raises(ChangeRefused, match="own_log_in"):
        close_person(actor=actor_for(third), user_id=third.pk)
    with pytest.raises(ChangeRefused, match="last_administrator"):
        close_person(actor=other, user_id=third.pk)
    appointment = third.appointments.get()
    with pytest.raises(ChangeRefused, match="last_administrator"):
        end_appointment(actor=other, appointment_id=appointment.pk, ends_on=timezone.localdate())
    third_post = Post.objects.get(code="third-admin")
    with pytest.raises(ChangeRefused, match="last_administrator"):
        change_post(actor=other, post_id=third_post.pk, given={"is_active": False})
    assert User.objects.get(pk=third.pk).is_active


def test_a_refused_change_is_in_the_ledger(admin):
    with pytest.raises(ChangeRefused):
        close_person(
            actor=actor_for(User.objects.get(pk=admin.id), request="r-1"), user_id=admin.id
        )
    event = events_of("r-1")[-1]
    assert (event.outcome, event.body["refused"]) == ("REFUSED", "own_log_in")


def test_a_closed_person_is_out_at_once(admin, sales):
    browser = log_in(sales)
    assert browser.get("/account/").status_code == 200
    close_person(actor=admin, user_id=sales.pk)
    assert browser.get("/account/").status_code == 302
