"""Facts about the first run: who may do it, what it makes, and that it happens once."""

import stat
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from access.first_run_code import code_file, first_run_code
from access.models import Appointment, Company, Department, Grant, Post, User
from audit.ledger.book import LedgerUnavailable
from tests.ledger import events_of

OFFICER = {"password": "a sentence to keep", "again": "a sentence to keep"}


@pytest.fixture(autouse=True)
def code(db, settings, tmp_path):
    settings.CUSTOS_RUN = tmp_path
    return first_run_code()


def officers(**changes):
    given = {"administrator-name": "唐立新", "administrator-username": "tang"}
    given |= {"officer-name": "沈砚秋", "officer-username": "shen"}
    for who in ("administrator", "officer"):
        given |= {f"{who}-{field}": value for field, value in OFFICER.items()}
    return given | {name.replace("__", "-"): value for name, value in changes.items()}


def walk(client, code, until="posts"):
    steps = [
        ("/welcome/", {"code": code}),
        ("/welcome/company/", {"name_zh": "衡川精密仪器有限公司"}),
        ("/welcome/officers/", officers()),
        ("/welcome/departments/", {"departments": "总经办 | Office\n销售\n- 华东\n—华南"}),
        ("/welcome/posts/", {"posts": ["sales", "legal"]}),
    ]
    for page, given in steps:
        answer = client.post(page, given)
        assert answer.status_code == 302, answer.content.decode()
        if until in page:
            return answer
    raise AssertionError(until)


def test_an_empty_installation_leads_to_the_first_run(client):
    assert client.get("/", follow=True).request["PATH_INFO"] == "/welcome/"


def test_the_code_lies_where_only_we_read_and_stays_the_same(code):
    assert stat.S_IMODE(code_file().stat().st_mode) == 0o600
    out = StringIO()
    call_command("first_run_code", stdout=out)
    assert out.getvalue().strip() == code


@pytest.mark.parametrize("guess", ["", "7F3K-9Q2M-XD4T", "码", "x" * 41])
def test_without_the_code_nobody_gets_in(client, guess):
    assert client.post("/welcome/", {"code": guess, "sent": "1"}).status_code == 422
    for page in ("company", "officers", "departments", "posts"):
        assert client.get(f"/welcome/{page}/")["Location"] == "/welcome/"
        assert client.post(f"/welcome/{page}/", {"name_zh": "x"})["Location"] == "/welcome/"


def test_no_step_is_left_out(client, code):
    walk(client, code, until="company")
    assert client.get("/welcome/posts/")["Location"] == "/welcome/officers/"


def test_the_last_step_makes_everything(client, code):
    answer = walk(client, code)
    assert answer["Location"] == "/accounts/login/"
    assert Company.objects.get().name_zh == "衡川精密仪器有限公司"
    names = dict(Department.objects.values_list("name_zh", "parent__name_zh"))
    assert names == {"总经办": None, "销售": None, "华东": "销售", "华南": "销售"}
    codes = {"sales", "legal", "system-administrator", "compliance-officer"}
    assert set(Post.objects.values_list("code", flat=True)) == codes
    assert Grant.objects.filter(post__code="sales").count() == 2
    held = dict(Appointment.objects.values_list("user__username", "post__code"))
    assert held == {"tang": "system-administrator", "shen": "compliance-officer"}
    assert User.objects.get(username="tang").check_password(OFFICER["password"])
    (event,) = events_of(answer["X-Request-ID"])
    assert (event.actor, event.body["what"]) == ("first-run", "found_company")


def test_no_password_lies_in_the_session(client, code):
    walk(client, code, until="officers")
    assert OFFICER["password"] not in str(dict(client.session.items()))


@pytest.mark.parametrize(
    "same",
    [{"officer__username": "TANG"}, {"officer__name": "唐立新"}],
)
def test_the_officers_are_two_people(client, code, same):
    walk(client, code, until="company")
    assert client.post("/welcome/officers/", officers(**same)).status_code == 422


@pytest.mark.parametrize("lines", ["", "- 深", "甲\n-- 太深", "甲\n甲", "甲" * 61])
def test_departments_that_make_no_tree_are_sent_back(client, code, lines):
    walk(client, code, until="officers")
    assert client.post("/welcome/departments/", {"departments": lines, "x": 1}).status_code == 422


def test_it_happens_once(client, code):
    other = Client()
    walk(other, code, until="departments")
    walk(client, code)
    assert not code_file().exists()
    for page in ("", "company/", "officers/", "departments/", "posts/"):
        assert client.get(f"/welcome/{page}").status_code == 404
    assert other.post("/welcome/posts/", {"posts": ["sales"]}).status_code == 404
    assert Company.objects.count() == 1
    with pytest.raises(CommandError):
        call_command("first_run_code")


def test_nothing_is_left_behind_when_the_ledger_is_down(client, code, monkeypatch):
    walk(client, code, until="departments")

    def down(*_given):
        raise LedgerUnavailable

    monkeypatch.setattr("access.services.found_company.write_note", down)
    assert client.post("/welcome/posts/", {"posts": ["sales"]}).status_code == 503
    assert not Company.objects.exists()
    assert not User.objects.exists()
