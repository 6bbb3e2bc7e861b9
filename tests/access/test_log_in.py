"""Facts about logging in: by whom, how often, what the ledger says of it."""

import pytest
from django.core import mail
from django.db import connections

from access.models import Company
from access.public_id import encode
from tests.ledger import events_of

PASSWORD = "correct horse"
LOG_IN = "/accounts/login/"


@pytest.fixture(autouse=True)
def company(db):
    return Company.objects.create(name_zh="衡川精密仪器有限公司", name_en="Hengchuan")


def log_in(client, name, password=PASSWORD, **extra):
    return client.post(LOG_IN, {"login": name, "password": password}, **extra)


@pytest.mark.parametrize("name", ["sales", "sales@custos.example", "SALES@custos.example"])
def test_a_person_logs_in_by_user_name_or_e_mail(client, sales, name):
    answer = log_in(client, name)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(sales.pk)


def test_the_ledger_notes_who_came_and_who_left(client, sales):
    came = log_in(client, "sales")
    (event,) = events_of(came["X-Request-ID"])
    assert (event.verb, event.outcome, event.actor) == ("LOG_IN", "ALLOWED", encode(sales.pk))
    left = client.post("/accounts/logout/")
    (event,) = events_of(left["X-Request-ID"])
    assert (event.verb, event.outcome, event.actor) == ("LOG_OUT", "ALLOWED", encode(sales.pk))


def test_a_refusal_names_the_account_but_never_what_was_typed(client, sales):
    answer = log_in(client, "sales", "my secret")
    assert answer.status_code == 200
    (event,) = events_of(answer["X-Request-ID"])
    assert (event.verb, event.outcome, event.actor) == ("LOG_IN", "REFUSED", "anonymous")
    assert event.ids == [sales.pk]
    stranger = log_in(client, "hunter2 typed into the wrong box")
    (event,) = events_of(stranger["X-Request-ID"])
    assert event.ids == []
    assert "hunter2" not in str(event)


def test_a_person_logs_in_while_the_ledger_is_down(client, sales, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setitem(connections["door"].settings_dict, "NAME", "no_such_database")
        connections["door"].close()
        assert log_in(client, "sales").status_code == 302
    connections["door"].close()


def test_five_wrong_passwords_lock_the_person_out_from_that_address(client, sales):
    for _ in range(4):
        assert log_in(client, "sales", "wrong").status_code == 200
    locked = log_in(client, "sales", "wrong")
    assert locked.status_code == 429
    assert 840 <= int(locked["Retry-After"]) <= 900
    assert log_in(client, "sales").status_code == 429
    assert log_in(client, "sales", REMOTE_ADDR="192.0.2.8").status_code == 302


def test_another_spelling_of_the_name_gives_no_more_tries(client, sales):
    names = ["sales", "Sales", "SALES", "sales@custos.example", " sales"]
    answers = [log_in(client, name, "wrong").status_code for name in names]
    assert answers == [200, 200, 200, 200, 429]


def test_a_forged_forwarding_header_gives_no_more_tries(client, sales):
    answers = [
        log_in(client, "sales", "wrong", headers={"x-forwarded-for": f"192.0.2.{n}"}).status_code
        for n in range(5)
    ]
    assert answers[-1] == 429


def test_behind_our_proxy_each_visitor_has_tries_of_their_own(client, sales, settings):
    settings.CUSTOS_TRUSTED_PROXIES = ["127.0.0.1"]
    for _ in range(5):
        log_in(client, "sales", "wrong", headers={"x-forwarded-for": "192.0.2.1"})
    other = log_in(client, "sales", headers={"x-forwarded-for": "192.0.2.2"})
    assert other.status_code == 302


def test_what_was_typed_is_not_kept_by_the_lock_out(client, sales):
    log_in(client, "my-secret-name", "my-secret-password")
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT axes_accessattempt::text FROM axes_accessattempt")
        kept = str(cursor.fetchall())
    assert "my-secret" not in kept


def test_the_lock_out_speaks_english_too(client, sales):
    for _ in range(5):
        answer = log_in(client, "sales", "wrong", headers={"accept-language": "en"})
    assert "Too many wrong passwords." in answer.content.decode()


def test_a_closed_person_is_told_so_after_the_right_password_alone(client, sales):
    sales.is_active = False
    sales.save()
    answer = log_in(client, "sales")
    assert "_auth_user_id" not in client.session
    assert answer.status_code in {200, 302}


def test_nobody_signs_up(client):
    assert client.get("/accounts/signup/").status_code == 404


def test_a_forgotten_password_is_set_by_mail(client, sales):
    client.post("/accounts/password/reset/", {"email": sales.email})
    (letter,) = mail.outbox
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    page = client.get(link.replace("http://testserver", ""), follow=True)
    form = {"password1": "a new sentence to remember", "password2": "a new sentence to remember"}
    done = client.post(page.request["PATH_INFO"], form)
    assert done.status_code == 302
    assert log_in(client, "sales", "a new sentence to remember").status_code == 302


def test_a_stranger_learns_nothing_from_the_password_reset(client, sales):
    known = client.post("/accounts/password/reset/", {"email": sales.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@custos.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


def test_the_language_is_kept_with_the_person(client, sales):
    log_in(client, "sales")
    client.post("/language/", {"language": "en", "next": "/account/"})
    sales.refresh_from_db()
    assert sales.language == "en"
    assert "Skip to content" in client.get("/account/").content.decode()


@pytest.mark.parametrize(
    "after", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_the_language_switch_leads_nowhere_else(client, after):
    answer = client.post("/language/", {"language": "en", "next": after})
    assert answer["Location"] == "/"
