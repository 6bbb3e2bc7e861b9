"""Explanations at the pages and over the API."""

import pytest
from django.test import Client

from access.models import User
from access.public_id import encode
from tests.cast import PURPOSE, log_in
from tests.ledger import events_of

API = "/api/v1/access/explain/"


def get(user: User, path: str = "", why: str = "CASE", **asked: str):
    client = Client()
    client.force_login(user)
    return client.get(f"{API}{path}", asked, headers={"X-Purpose": why})


def test_api_answers_the_three_questions(officer: User, sales: User, customer: int) -> None:
    one = get(officer, person=encode(sales.pk), verb="READ", record=encode(customer)).json()
    assert (one["allowed"], one["verdicts"][0]["levels"]["contact.phone"]) == (True, "REVEAL")
    who = get(officer, "record/", record=encode(customer)).json()
    assert [row["person"] for row in who["results"]] == [encode(sales.pk)]
    what = get(officer, "person/", person=encode(sales.pk)).json()
    assert [(row["scope"], row["count"]) for row in what["results"]] == [("OWN", 1)]
    (event, _) = events_of(get(officer, "record/", record=encode(customer))["X-Request-ID"])
    assert (event.verb, event.body["channel"]) == ("EXPLAIN", "API")


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"verb": "CREATE"}, "verb"),
        ({"person": "7F3K-9Q2M-XD4T"}, "person"),
        ({"record": "x"}, "record"),
        ({"at": "2999-01-01"}, "at"),
        ({"at": "soon"}, "at"),
        ({"purpose": "x" * 41}, "purpose"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_api_names_the_parameter_that_is_no_good(
    officer: User, sales: User, customer: int, asked: dict[str, str], parameter: str
) -> None:
    given = {"person": encode(sales.pk), "verb": "READ", "record": encode(customer)}
    answer = get(officer, **(given | asked))
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


def test_api_refuses_others(sales: User, customer: int) -> None:
    answer = get(sales, "record/", PURPOSE, record=encode(customer))
    assert (answer.status_code, answer.json()["code"]) == (403, "no-grant")


def page(user: User, path: str = "", why: str = "CASE", **asked: str):
    return log_in(user, why).get(f"/access/explain/{path}", asked)


def test_pages_answer_in_words_and_end_with_their_event(
    officer: User, sales: User, outsider: User, customer: int
) -> None:
    asked = {"verb": "READ", "record": encode(customer)}
    yes = page(officer, person=encode(sales.pk), **asked).content.decode()
    for words in ("准许", "遮蔽，可点击揭示", "test-sales", "本页已入账"):
        assert words in yes, words
    no = page(officer, person=encode(outsider.pk), **asked).content.decode()
    for words in ("拒绝", "客户不在授权范围之内", "须将客户移交"):
        assert words in no, words
    who = page(officer, "record/", record=encode(customer)).content.decode()
    assert "sales</a>" in who
    assert "outsider</a>" not in who
    what = page(officer, "person/", person=encode(sales.pk)).content.decode()
    assert "1 位客户" in what
    for shown in (yes, no, who, what):
        assert "泰和" not in shown


def test_pages_begin_empty_and_keep_what_was_typed(officer: User, sales: User) -> None:
    for path in ("", "record/", "person/"):
        assert 'class="section empty"' in page(officer, path).content.decode()
    wrong = page(officer, person=encode(sales.pk), verb="READ", record="nonsense")
    assert wrong.status_code == 400
    assert "nonsense" in wrong.content.decode()
    unseen = page(officer, person=encode(sales.pk), verb="READ", record="7F3K-9Q2M-XD4T")
    assert unseen.status_code == 404
    for words in ("没有这个编号的客户", "7F3K-9Q2M-XD4T"):
        assert words in unseen.content.decode()


def test_page_of_a_past_moment_says_which(officer: User, sales: User, customer: int) -> None:
    answer = page(
        officer,
        person=encode(sales.pk),
        verb="READ",
        record=encode(customer),
        at="2021-03-31T09:00",
    )
    assert "2021-03-31 09:00:00 当时的判定" in answer.content.decode()
    assert "当时此人还没有账户" in answer.content.decode()


@pytest.mark.parametrize("person", ["sales", "compliance_officer", "system_administrator"])
def test_pages_refuse_who_may_not_explain(request: pytest.FixtureRequest, person: str) -> None:
    user = request.getfixturevalue(person)
    for path in ("", "record/", "person/"):
        answer = page(user, path, PURPOSE)
        assert answer.status_code == 403
        assert [(e.verb, e.outcome) for e in events_of(answer["X-Request-ID"])] == [
            ("EXPLAIN", "REFUSED")
        ]


def test_entry_leads_there_for_who_may(officer: User, sales: User) -> None:
    assert "/access/explain/" in page(officer).content.decode()
    assert "/access/explain/" not in log_in(sales).get("/customers/").content.decode()
