"""Notes and activities: logged once, encrypted, shown to who sees them in clear, in no ledger."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connections, transaction
from django.utils import timezone

from access.models import Department, User
from access.public_id import encode
from access.tripwire import UnauditedRead
from audit.ledger import book
from audit.ledger.event import Entry, Verb
from customers.models import Activity
from customers.records import customer_records
from tests.api.test_customers_api import calling
from tests.cast import STAFF_LEVELS, acting, log_in, make_post, make_user
from tests.ledger import events_of

SAID = "孙部长说十二月要续约,价格再谈"


def address(customer: int) -> str:
    return f"/customers/{encode(customer)}/activities/"


def given(**fields: str) -> dict[str, str]:
    return {"kind": "CALL", "happened_on": "", "text": SAID, "token": "one form"} | fields


def card(user: User, customer: int) -> Any:
    return customer_records.read(acting(user), customer).card


def test_a_call_is_logged_from_the_customers_page_and_moves_the_last_contact(
    sales: User, customer: int
) -> None:
    client = log_in(sales)
    page = client.get(f"/customers/{encode(customer)}/")
    assert address(customer) in page.content.decode()
    answer = client.post(address(customer), given(token=page.context["form"].token))
    assert answer["Location"] == f"/customers/{encode(customer)}/"
    seen = card(sales, customer)
    (one,) = seen.activities
    assert (one.kind, one.text, one.author) == ("CALL", SAID, "sales")
    assert seen.assignment.last_contact_on == timezone.localdate()
    intent, result = [e for e in events_of(answer["X-Request-ID"]) if e.verb == "CHANGE"]
    assert (intent.ids, intent.body["part"]) == ([customer], "activity")
    assert result.body == {"records": 1, "fields": ["activities", "last_contact_on"]}
    assert "续约" not in str(events_of(answer["X-Request-ID"]))


def test_a_note_and_an_older_call_leave_the_last_contact(sales: User, customer: int) -> None:
    client = log_in(sales)
    client.post(address(customer), given(kind="NOTE"))
    assert card(sales, customer).assignment.last_contact_on is None
    client.post(address(customer), given(happened_on="2026-02-03", token="2"))
    client.post(address(customer), given(happened_on="2026-01-03", token="3"))
    assert card(sales, customer).assignment.last_contact_on == date(2026, 2, 3)
    assert len(card(sales, customer).activities) == 3


def test_sent_twice_is_logged_once(sales: User, customer: int) -> None:
    client = log_in(sales)
    for _ in range(2):
        assert client.post(address(customer), given()).status_code == 302
    assert len(card(sales, customer).activities) == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("kind", "PARTY"),
        ("text", ""),
        ("text", "\u202e\u200b"),
        ("text", "长" * 5001),
        ("happened_on", "soon"),
        ("happened_on", (date.today() + timedelta(days=3)).isoformat()),  # noqa: DTZ011
        ("happened_on", "0001-01-01"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_logged(
    sales: User, customer: int, field: str, typed: str
) -> None:
    answer = log_in(sales).post(address(customer), given(**{field: typed}))
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert 'value="one form"' in answer.content.decode()
    assert card(sales, customer).activities == ()


def test_who_does_not_see_them_in_clear_neither_reads_nor_logs(
    sales: User, outsider: User, customer: int, east: Department
) -> None:
    assert log_in(sales).post(address(customer), given()).status_code == 302
    for level in ("MASKED", "HIDDEN"):
        levels = STAFF_LEVELS | {"activities": level}
        post = make_post(f"test-{level.lower()}", scope="ALL", levels=levels)
        client = log_in(make_user(level.lower(), post, east))
        for path in (address(customer), f"/customers/{encode(customer)}/"):
            page = client.get(path)
            assert page.status_code == 200
            assert "孙部长" not in page.content.decode()
        assert client.post(address(customer), given()).status_code == 403
    assert log_in(outsider).get(address(customer)).status_code == 404
    assert log_in(outsider).post(address(customer), given()).status_code == 404
    assert len(card(sales, customer).activities) == 1


def test_text_lies_encrypted_and_trips_outside_the_gateway(sales: User, customer: int) -> None:
    log_in(sales).post(address(customer), given())
    look = Entry(actor="system:test", verb=Verb.READ, resource="", ids=(customer,))
    secret = str(book.open_ticket(look).secret)
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('custos.ticket', %s, true)", [secret])
        for table in ("customers_activity", "customers_historicalactivity"):
            cursor.execute(f"SELECT text, ticket FROM {table} WHERE customer_id = %s", [customer])
            ((text, _ticket),) = cursor.fetchall()
            assert text
            assert "续约" not in text
        with pytest.raises(UnauditedRead):
            list(Activity.objects.values_list("text"))


def test_program_logs_once_and_lists(sales: User, customer: int) -> None:
    program, path = calling(sales), f"/api/v1{address(customer)}"
    asked = {"kind": "VISIT", "text": SAID, "happened_on": "2026-03-04"}
    once = {"Idempotency-Key": "k"}
    answers = [
        program.post(path, asked, content_type="application/json", headers=once) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 200]
    (one,) = program.get(path).json()["results"]
    assert one["id"] == answers[0].json()["id"]
    assert (one["text"], one["happened_on"]) == (SAID, "2026-03-04")
    for wrong in ({"kind": "X"}, {"text": ""}, {"author": "me"}, {"happened_on": "x"}):
        answer = program.post(path, asked | wrong, content_type="application/json")
        assert answer.status_code == 400
        assert set(answer.json()["errors"]) == set(wrong)
