"""One customer by hand: who may, for whom, what is entered, what is wrong."""

import logging
import re
from typing import Any

import pytest
from django.db import connections, transaction

from access.models import Appointment, Company, Department, Grant, Purpose, User
from access.public_id import encode
from audit.ledger import book
from audit.ledger.event import Entry, Ticket, Verb
from customers.models import Classification
from tests.cast import LONG_AGO, STAFF_LEVELS, log_in, make_post, make_user
from tests.customers.new_customer_form import ADDRESS, CODE, count, errors, given, made
from tests.ledger import events_of


@pytest.fixture(autouse=True)
def _company(db: None) -> None:
    Company.objects.create(name_zh="衡川传动")


def test_sales_creates_a_customer_and_lands_on_it(sales: User) -> None:
    client = log_in(sales)
    customer = made(client.post(ADDRESS, given(sales)))
    page = client.get(f"/customers/{encode(customer)}/")
    words = page.content.decode()
    for word in (
        "苏州海晟注塑有限公司",
        "海晟",
        "顾晓岚",
        "186••••2917",
        "江苏 苏州",
        "客户已建立",
    ):
        assert word in words
    assert page.context["card"].assignment.status == "PROSPECT"
    assert page.context["folio"].event


def test_intent_names_the_id_before_the_row_and_the_result_counts(sales: User) -> None:
    answer = log_in(sales).post(ADDRESS, given(sales))
    customer = made(answer)
    intent, result = [
        event for event in events_of(answer["X-Request-ID"]) if "CREATE" in event.verb
    ]
    assert (intent.kind, intent.ids, intent.purpose) == ("INTENT", [customer], "RENEWAL")
    assert (result.kind, result.outcome) == ("RESULT", "ALLOWED")
    assert result.body == {"records": 1, "contacts": 1}


def test_no_value_is_in_the_ledger_the_log_or_the_address(
    sales: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = log_in(sales).post(ADDRESS, given(sales))
    written = caplog.text + answer["Location"]
    written += "".join(str(event) for event in events_of(answer["X-Request-ID"]))
    assert ADDRESS in written
    for value in ("海晟", CODE, "12342917", "1234 2917", "haisheng", "顾晓岚"):
        assert value not in written


def test_row_and_history_row_carry_the_ticket_of_the_intent(
    sales: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Entry, Ticket]] = []
    open_ticket = book.open_ticket

    def noted(entry: Entry) -> Ticket:
        opened.append((entry, open_ticket(entry)))
        return opened[-1][1]

    monkeypatch.setattr(book, "open_ticket", noted)
    customer = made(log_in(sales).post(ADDRESS, given(sales)))
    (wrote,) = [ticket.secret for entry, ticket in opened if entry.verb == Verb.CREATE]
    look = Entry(
        actor="system:test", verb=Verb.READ, resource="customers.customer", ids=(customer,)
    )
    secret = str(open_ticket(look).secret)
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('custos.ticket', %s, true)", [secret])
        cursor.execute("SELECT ticket FROM customers_customer WHERE id = %s", [customer])
        assert cursor.fetchall() == [(wrote,)]
        cursor.execute(
            "SELECT ticket, history_type, history_user_id FROM customers_historicalcustomer"
            " WHERE id = %s",
            [customer],
        )
        assert cursor.fetchall() == [(wrote, "+", sales.pk)]


@pytest.mark.parametrize(
    ("person", "purpose"), [("executive", "RENEWAL"), ("sales", "HARVEST"), ("sales", "")]
)
def test_without_a_grant_for_the_purpose_the_page_is_refused_and_hidden(
    request: pytest.FixtureRequest, sales: User, person: str, purpose: str
) -> None:
    actor: User = request.getfixturevalue(person)
    client, before = log_in(actor, purpose), count()
    answer = client.post(ADDRESS, given(sales))
    assert answer.status_code == 403
    assert count() == before
    if purpose:
        (event,) = events_of(answer["X-Request-ID"])
        assert (event.verb, event.outcome, event.ids) == ("CREATE", "REFUSED", [])
        assert client.get(ADDRESS).status_code == 403
    else:
        assert client.get(ADDRESS).status_code == 302


def test_creating_for_a_hidden_purpose_is_shown_to_nobody_without_it(
    sales: User, data_steward: User, department_head: User
) -> None:
    case = Purpose.objects.get(code="CASE")
    assert case.is_discreet
    Grant.objects.get(post=data_steward.appointments.get().post).purposes.add(case)
    shown = made(log_in(department_head).post(ADDRESS, given(sales, name="甲")))
    hidden = made(log_in(data_steward, "CASE").post(ADDRESS, given(sales)))
    client = log_in(sales)
    page = client.get(f"/customers/{encode(shown)}/readers/").content.decode()
    assert "department_head" in page
    page = client.get(f"/customers/{encode(hidden)}/readers/").content.decode()
    assert "data_steward" not in page


def test_button_is_shown_to_who_may_create_for_this_purpose(sales: User, executive: User) -> None:
    look = Grant.objects.create(
        post=sales.appointments.get().post,
        verbs=["READ", "PAGE"],
        scope="OWN",
        levels=STAFF_LEVELS,
        starts_on=LONG_AGO,
    )
    look.purposes.add(Purpose.objects.get_or_create(code="LOOK", name_zh="查看", name_en="Look")[0])
    assert ADDRESS in log_in(sales).get("/customers/").content.decode()
    assert ADDRESS not in log_in(sales, "LOOK").get("/customers/").content.decode()
    assert ADDRESS not in log_in(executive).get("/customers/").content.decode()


def test_owner_or_department_outside_the_grant_is_an_unknown_choice(
    sales: User, department_head: User, colleague: User, outsider: User, south: Department
) -> None:
    beyond = {"owner": encode(outsider.pk)}, {"department": encode(south.pk)}
    absent = {"owner": encode(7)}, {"department": encode(7)}
    for client in (log_in(sales), log_in(department_head)):
        for out, none in zip(beyond, absent, strict=True):
            answers = [client.post(ADDRESS, given(sales) | one) for one in (out, none)]
            (field,) = out
            said = {str(answer.context["form"].errors[field]) for answer in answers}
            assert [errors(answer) for answer in answers] == [{field}, {field}]
            assert len(said) == 1
    assert errors(log_in(sales).post(ADDRESS, given(colleague))) == {"owner"}
    made(log_in(department_head).post(ADDRESS, given(colleague)))


def test_own_and_department_grants_do_not_mix(
    sales: User, colleague: User, outsider: User, south: Department, east: Department
) -> None:
    # Their own in the east, everybody's in the south: not a southerner's in the east.
    head = make_post("test-head-south", scope="DEPARTMENT")
    Appointment.objects.create(user=sales, post=head, department=south, starts_on=LONG_AGO)
    client = log_in(sales)
    mixed = given(outsider, department=encode(east.pk))
    assert errors(client.post(ADDRESS, mixed)) == {"owner"}
    made(client.post(ADDRESS, given(outsider, token="2")))
    made(client.post(ADDRESS, given(sales, department=encode(east.pk), token="3", name="甲")))


@pytest.mark.parametrize(
    ("field", "typed", "english"),
    [
        ("name", "", "This must not be empty. Fill it in."),
        ("name", "\u202e\u200b", "This must not be empty. Fill it in."),
        ("name", "长" * 201, "The text is too long for its field. Shorten it."),
        ("kind", "ROBOT", "This is not on the list. Choose an entry of the list."),
        ("tier", "", "This must not be empty. Fill it in."),
        ("tier", "industry:F", "This is not on the list. Choose an entry of the list."),
        ("lawful_basis", "", "This must not be empty. Fill it in."),
        ("region", "Atlantis", "No region is known by this name. "),
        ("identifier", CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), "The check character "),
        ("phone", "no digits", "This is no phone number. Write its digits, or leave it empty."),
        ("email", "nobody", "This is no e-mail address. Correct it, or leave it empty."),
    ],
)
def test_what_is_wrong_is_said_in_both_languages_and_what_was_typed_stays(
    sales: User, field: str, typed: str, english: str
) -> None:
    client, before = log_in(sales), count()
    chinese = client.post(ADDRESS, given(sales, **{field: typed}))
    client.cookies["django_language"] = "en"
    answer = client.post(ADDRESS, given(sales, **{field: typed}))
    assert (errors(chinese), errors(answer)) == ({field}, {field})
    assert answer.context["form"].errors[field][0].startswith(english)
    assert re.search("[\u4e00-\u9fff]", chinese.context["form"].errors[field][0])
    page = answer.content.decode()
    for kept in ("gu@haisheng.example", "顾晓岚", 'value="a token of this form"'):
        assert kept in page or field == "email"
    assert count() == before


def test_closed_entry_is_no_choice(sales: User) -> None:
    Classification.objects.filter(pk="tier:B").update(is_active=False)
    try:
        assert errors(log_in(sales).post(ADDRESS, given(sales))) == {"tier"}
    finally:
        Classification.objects.filter(pk="tier:B").update(is_active=True)


def test_contact_is_optional_and_regions_abroad_keep_their_codes(sales: User) -> None:
    empty = dict.fromkeys(("contact_name", "contact_title", "phone", "email", "wechat"), "")
    customer = made(
        log_in(sales).post(ADDRESS, given(sales, region="Germany", identifier="DE 129", **empty))
    )
    card = log_in(sales).get(f"/customers/{encode(customer)}/").context["card"]
    assert (card.classification.region, card.contacts) == ("DE", ())


def test_nothing_is_written_where_the_ledger_cannot_be(
    sales: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = count()

    def unwritten(*_: Any) -> None:
        raise book.LedgerUnavailable

    monkeypatch.setattr(book, "open_ticket", unwritten)
    assert log_in(sales).post(ADDRESS, given(sales)).status_code == 503
    assert count() == before


def test_who_creates_without_reading_is_told_and_shown_nothing(east: Department) -> None:
    clerk = make_user("clerk", make_post("test-clerk", scope="OWN", verbs=["CREATE"]), east)
    client = log_in(clerk)
    answer = client.post(ADDRESS, given(clerk))
    assert answer["Location"] == ADDRESS
    assert "海晟" not in client.get(ADDRESS).content.decode()
