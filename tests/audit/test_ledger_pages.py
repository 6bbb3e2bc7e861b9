"""The officer's pages of the ledger."""

import pytest
from django.test import Client

from access.models import Company, Purpose, User
from access.public_id import encode
from audit.ledger import book
from audit.ledger.event import Entry, Outcome, Verb
from audit.oversight.ledger_figures import readers_of_weeks
from tests.cast import log_in
from tests.ledger import events_of


@pytest.fixture(autouse=True)
def _company(db: None) -> None:
    Company.objects.create(name_zh="衡川传动")


@pytest.fixture
def officer(compliance_officer: User) -> Client:
    return log_in(compliance_officer, purpose="")


def test_every_read_made_through_a_page_appears_with_its_record(
    officer: Client, sales: User, outsider: User, customer: int
) -> None:
    address = f"/customers/{encode(customer)}/"
    log_in(sales).get(address)
    log_in(outsider).get(address)
    page = officer.get("/ledger/", {"record": encode(customer)}).content.decode()
    for words in (">sales<", ">outsider<", "打开客户", "被拒", "准许"):
        assert words in page, words


def test_page_names_no_customer(officer: Client, sales: User, customer: int) -> None:
    log_in(sales).get(f"/customers/{encode(customer)}/")
    answer = officer.get("/ledger/")
    assert answer.status_code == 200
    assert ">sales<" in answer.content.decode()
    assert "泰和" not in answer.content.decode()


def test_figures_count_what_was_read(
    officer: Client, sales: User, outsider: User, customer: int
) -> None:
    before = officer.get("/ledger/").context["figures"]
    log_in(sales).get(f"/customers/{encode(customer)}/")
    log_in(outsider).get(f"/customers/{encode(customer)}/")
    after = officer.get("/ledger/")
    assert after.context["figures"].reads == before.reads + 1
    assert after.context["figures"].refusals == before.refusals + 1
    # The worker's ledger keeps every test's readers: ten of them would hide this one.
    bars = {bar.actor: bar for bar in readers_of_weeks([], most_shown=100_000)}
    assert (bars[encode(sales.pk)].reads, bars[encode(sales.pk)].records) == (1, 1)
    assert encode(outsider.pk) not in bars


def test_the_query_itself_is_an_event(officer: Client) -> None:
    answer = officer.get("/ledger/", {"verb": "READ"})
    (event,) = events_of(answer["X-Request-ID"])
    assert (event.verb, event.body["filters"]) == ("QUERY", ["verb"])


def test_one_event_shows_the_levels_and_the_records(
    officer: Client, sales: User, customer: int
) -> None:
    read = log_in(sales).get(f"/customers/{encode(customer)}/")
    intent, _ = events_of(read["X-Request-ID"])
    page = officer.get(f"/ledger/{intent.id}/").content.decode()
    assert encode(customer) in page
    assert "contact.phone" in page


@pytest.mark.parametrize("person", ["sales", "department_head", "system_administrator"])
def test_others_get_404_and_a_refusal_is_recorded(
    request: pytest.FixtureRequest, person: str
) -> None:
    for address in ("/ledger/", "/ledger/1/"):
        answer = log_in(request.getfixturevalue(person)).get(address)
        assert answer.status_code == 404
        assert [event.outcome for event in events_of(answer["X-Request-ID"])] == ["REFUSED"]


def test_discreet_purpose_is_hidden_from_who_does_not_hold_it(officer: Client, db: None) -> None:
    Purpose.objects.get_or_create(
        code="INVESTIGATION", defaults={"name_zh": "调查", "name_en": "i", "is_discreet": True}
    )
    entry = Entry(actor="x", verb=Verb.READ, resource="r", purpose="INVESTIGATION", ids=(42,))
    number = book.write_note(entry, Outcome.ALLOWED)
    assert officer.get(f"/ledger/{number}/").status_code == 404
    assert str(number) not in officer.get("/ledger/", {"record": encode(42)}).content.decode()


@pytest.mark.parametrize(
    "asked",
    ["verb=NONE", "since=2026-13-01", "record=!", "colour=1", "before=1e3", "until=0001-01-01"],
)
def test_address_that_makes_no_sense_is_400(officer: Client, asked: str) -> None:
    assert officer.get(f"/ledger/?{asked}").status_code == 400


@pytest.mark.parametrize("number", [0, 2**63, 10**30])
def test_numbers_that_name_no_event_are_404(officer: Client, number: int) -> None:
    assert officer.get(f"/ledger/{number}/").status_code == 404


def test_older_events_follow_without_a_gap(officer: Client) -> None:
    made = [
        book.write_note(Entry(actor="g", verb=Verb.LOG_IN, resource="r"), Outcome.ALLOWED)
        for _ in range(60)
    ]
    first = officer.get("/ledger/", {"actor": "g"})
    second = officer.get("/ledger/", {"actor": "g", "before": str(made[-50])})
    seen = [e.row.number for answer in (first, second) for e in answer.context["events"]]
    assert seen[:60] == made[::-1]
