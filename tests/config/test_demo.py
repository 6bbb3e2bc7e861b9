"""Facts about loading the demo company."""

import os
import stat
from collections import Counter
from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.utils import DatabaseError
from django.test import RequestFactory
from django.utils import timezone

from access.actor import actor_for
from access.decision.missing import Missing
from access.explaining import Question, explain
from access.explaining_person import explain_person
from access.models import Appointment, Company, Department, Post, User
from access.public_id import encode
from access.query import PageQuery
from audit.ledger.event import Verb
from audit.ledger.synthetic import is_synthetic
from config.demo import load_company as loading
from config.demo.load_company import DemoRefused, load_company
from config.demo.passwords import PUBLIC, Passwords
from customers.records import customer_records
from tests import template

TODAY = date(2026, 11, 24)

pytestmark = pytest.mark.django_db


def _flag_synthetic() -> None:
    # What CUSTOS_SYNTHETIC=1 does when the database is made; the owner's trigger is in the way.
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE ledger.installation DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger.installation SET synthetic = true")
        cursor.execute("ALTER TABLE ledger.installation ENABLE TRIGGER USER")


@pytest.fixture(autouse=True)
def fresh_database(db):
    """A database of the test's own: neither the flag nor the ledger can be swept away."""
    usual, own = connections["default"].settings_dict["NAME"], f"custos_demo_{os.getpid()}"
    template.clone(template.build_template(), own)  # the worker's own has others' events
    is_synthetic.cache_clear()
    yield
    template.drop(own)
    template.point_at(usual)
    is_synthetic.cache_clear()


@pytest.fixture
def synthetic(fresh_database):
    _flag_synthetic()


@pytest.fixture
def folder(settings, tmp_path):
    settings.CUSTOS_RUN = tmp_path
    return tmp_path


def load(customers=60):
    return load_company(today=TODAY, passwords=Passwords(is_private=True), customers=customers)


def events(condition="true"):
    with connections["auditor"].cursor() as cursor:
        cursor.execute(
            "SELECT id, kind, intent, at, actor, verb, ids, outcome, purpose, rule, key"
            f" FROM ledger.event WHERE {condition} ORDER BY id"
        )
        return cursor.fetchall()


@pytest.mark.usefixtures("synthetic")
def test_a_whole_company_is_loaded_and_can_be_worked_with():
    company = load(customers=400)
    seller = actor_for(User.objects.get(username="chen.yutong"), purpose="RENEWAL")
    page = customer_records.page(seller, PageQuery(search="泰和"))
    assert [card.name.text for card in page.cards] == ["无锡泰和轴承有限公司"]
    card = customer_records.read(seller, company.customers[0].id).card
    assert card.deals.count > 20
    assert card.assignment.created_at.date() == company.created_on[card.id]
    assert User.objects.count() == len(company.people)
    assert Appointment.objects.filter(ends_on=None).count() == len(company.people) - 1
    assert Department.objects.count() == len(company.departments)


@pytest.mark.usefixtures("synthetic")
def test_every_customer_is_named_by_the_event_that_made_it():
    company = load()
    made = events("verb = 'CREATE' AND kind = 'INTENT'")
    named = {one for event in made for one in event[6]}
    assert named == {customer.id for customer in company.customers}
    assert {event[4] for event in made} == {encode(company.person("fan.kexin").id)}


@pytest.mark.usefixtures("synthetic")
def test_the_reading_history_is_in_the_ledger_with_its_thief():
    company = load(customers=400)
    past = events(f"at < '{TODAY}'")
    intents = [event for event in past if event[1] == "INTENT"]
    results = {event[2]: event for event in past if event[1] == "RESULT"}
    assert len(intents) > 1000
    assert {event[0] for event in intents} == set(results)
    assert all(event[9].startswith("grant:") for event in intents)
    refused = [event for event in past if event[7] == "REFUSED"]
    assert {event[4] for event in refused} == {encode(company.person(company.thief).id)}
    reveals = Counter(event[4] for event in intents if event[5] == "REVEAL")
    assert reveals.most_common(1)[0][0] == encode(company.person(company.thief).id)
    assert len(events("key = 'demo-reading-history'")) == 1
    numbers = [event[0] for event in past]
    assert [event[3] for event in past if event[1] != "RESULT"] == sorted(
        event[3] for event in past if event[1] != "RESULT"
    )
    assert events()[-1][0] == max(numbers)


@pytest.mark.usefixtures("synthetic")
def test_the_ledger_goes_on_after_the_history():
    load()
    seller = actor_for(User.objects.get(username="chen.yutong"), purpose="RENEWAL")
    last = events()[-1][0]
    customer_records.page(seller, PageQuery())
    assert [event[0] for event in events(f"id > {last}")] == [last + 1, last + 2]


@pytest.mark.usefixtures("synthetic")
def test_a_second_load_changes_nothing():
    load()
    before = events()
    load()
    assert events() == before


@pytest.mark.usefixtures("synthetic")
@pytest.mark.parametrize("step", ["add_transactions", "backdate_records", "write_reading_events"])
def test_a_load_that_was_killed_is_finished_by_the_next(monkeypatch, step):
    with monkeypatch.context() as broken:
        broken.setattr(loading, step, lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            load()
    company = load_company(
        today=TODAY + timedelta(days=1), passwords=Passwords(is_private=True), customers=60
    )
    seller = actor_for(User.objects.get(username="chen.yutong"), purpose="RENEWAL")
    card = customer_records.read(seller, company.customers[0].id).card
    assert card.deals.count > 20
    assert card.assignment.created_at.year < 2026
    assert len(events("key = 'demo-reading-history'")) == 1


def test_a_database_for_real_data_takes_no_demo():
    with pytest.raises(DemoRefused, match="not made for invented data"):
        load()
    assert not User.objects.exists()


@pytest.mark.usefixtures("synthetic")
def test_production_takes_no_demo_and_gives_no_codes(settings):
    settings.CUSTOS_DEMO = False
    with pytest.raises(CommandError, match="real company"):
        call_command("load_demo")
    with pytest.raises(CommandError, match="only a demo company"):
        call_command("demo_code", "shen.yanqiu")


@pytest.mark.usefixtures("synthetic")
def test_a_process_without_the_owner_takes_no_demo(monkeypatch):
    monkeypatch.setattr(loading, "connections", ["default", "door"])
    with pytest.raises(DemoRefused, match="only the owner"):
        load()


@pytest.mark.usefixtures("synthetic")
def test_another_company_is_left_alone():
    Company.objects.create(name_zh="别的公司")
    with pytest.raises(DemoRefused, match="another company"):
        load()
    assert not User.objects.exists()


@pytest.mark.usefixtures("synthetic")
def test_the_synthetic_flag_can_not_be_set_later():
    with (
        pytest.raises(DatabaseError, match="never changes"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute("UPDATE ledger.installation SET synthetic = false")


@pytest.mark.usefixtures("synthetic")
def test_on_a_private_machine_the_known_password_logs_in(folder, monkeypatch):
    monkeypatch.delenv("HOST", raising=False)
    call_command("load_demo", customers=40)
    request = RequestFactory().post("/")
    assert authenticate(request, username="chen.yutong", password=PUBLIC) is not None
    assert authenticate(request, username="ma.zhiqiang", password=PUBLIC) is None
    logins = folder / "demo-logins.txt"
    assert stat.S_IMODE(logins.stat().st_mode) == 0o600
    assert "chen.yutong" in logins.read_text()
    assert "ma.zhiqiang" not in logins.read_text()


@pytest.mark.usefixtures("synthetic")
def test_where_others_can_reach_it_passwords_are_random_and_told_once(folder, monkeypatch):
    monkeypatch.setenv("HOST", "192.0.2.7")
    call_command("load_demo", customers=40)
    told = (folder / "demo-logins.txt").read_text()
    assert PUBLIC not in told
    password = next(line for line in told.splitlines() if line.startswith("chen.yutong")).split()[1]
    request = RequestFactory().post("/")
    assert authenticate(request, username="chen.yutong", password=PUBLIC) is None
    assert authenticate(request, username="chen.yutong", password=password) is not None
    call_command("load_demo", customers=40)
    assert (folder / "demo-logins.txt").read_text() == told
    (folder / "demo-logins.txt").unlink()
    call_command("load_demo", customers=40)
    assert (folder / "demo-logins.txt").read_text() != told


@pytest.mark.usefixtures("synthetic", "folder")
def test_posts_that_need_a_second_factor_have_one_and_its_code_is_told(capsys):
    call_command("load_demo", customers=40)
    needing = Post.objects.filter(requires_mfa=True).values_list("code", flat=True)
    assert set(needing) >= {"compliance-officer", "system-administrator", "data-steward"}
    call_command("demo_code", "shen.yanqiu")
    assert capsys.readouterr().out.strip().isdecimal()
    with pytest.raises(CommandError, match="without a code"):
        call_command("demo_code", "chen.yutong")


@pytest.mark.usefixtures("synthetic")
def test_past_days_of_the_company_can_be_explained():
    load()
    officer = actor_for(User.objects.get(username="shen.yanqiu"), purpose="CASE")
    seller, leaver = (User.objects.get(username=u) for u in ("chen.yutong", "ma.zhiqiang"))
    own = customer_records.page(actor_for(seller, purpose="RENEWAL"), PageQuery()).cards[0].id
    yesterday = timezone.now() - timedelta(days=1)
    (verdict,) = explain(
        officer, Question(seller.pk, Verb.READ, own, yesterday, "RENEWAL")
    ).verdicts
    assert verdict.allowed
    gone = explain(officer, Question(leaver.pk, Verb.READ, own, yesterday, "RENEWAL"))
    assert Missing.CLOSED in gone.missing
    last_year = timezone.now() - timedelta(days=365)
    there = explain_person(officer, leaver.pk, last_year)
    assert (there.missing, bool(there.reaches)) == ((), True)
