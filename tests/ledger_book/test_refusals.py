"""Up to 60 refusals a minute are events; those over it are counted into one, and none is lost."""

from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from access.errors import RecordNotVisible
from access.models import Company, User
from access.public_id import encode, new_id
from audit.ledger import book, receipts
from audit.ledger.event import Entry, Verb
from customers.records import customer_records
from tests.cast import acting, log_in
from tests.ledger import events_of


def entry(actor: str, *ids: int, verb: Verb = Verb.READ, purpose: str = "") -> Entry:
    return Entry(actor=actor, verb=verb, resource="r", ids=ids, request=actor, purpose=purpose)


@pytest.fixture(autouse=True)
def _one_minute(db: None) -> None:
    """All of a test falls into one minute: it begins early enough in it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_sleep(CASE WHEN extract(second FROM clock_timestamp()) > 50"
            " THEN 60.1 - extract(second FROM clock_timestamp()) ELSE 0 END)"
        )


def end_minute() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE ledger.refusal SET minute = minute - interval '1 minute'")


def counted(actor: str) -> list[tuple[str, str, str, list[int], int]]:
    with connections["auditor"].cursor() as cursor:
        cursor.execute(
            "SELECT verb, purpose, outcome, ids, (body->>'counted')::int FROM ledger.event"
            " WHERE actor = %s AND body ? 'counted' ORDER BY id",
            [actor],
        )
        return list(cursor.fetchall())


def test_sixty_are_events_and_the_rest_is_counted_with_its_ids() -> None:
    actor = uuid4().hex
    numbers = [book.write_refusal(entry(actor, 1000 + n)) for n in range(75)]
    assert all(numbers[:60])
    assert numbers[60:] == [None] * 15
    assert len(events_of(actor)) == 60
    assert book.write_counted_refusals() == 0, "the minute is not over"
    end_minute()
    assert book.write_counted_refusals() == 1
    assert counted(actor) == [("READ", "", "REFUSED", list(range(1060, 1075)), 15)]
    assert book.write_counted_refusals() == 0


def test_sixty_holds_over_all_verbs_and_purposes_together_and_each_keeps_its_own_count() -> None:
    actor = uuid4().hex
    for n in range(60):
        book.write_refusal(entry(actor, verb=Verb.READ if n % 2 else Verb.REVEAL))
    for purpose in ("CASE", "CASE", "AUDIT"):
        assert book.write_refusal(entry(actor, 7, purpose=purpose)) is None
    end_minute()
    book.write_counted_refusals()
    assert sorted(counted(actor)) == [
        ("READ", "AUDIT", "REFUSED", [7], 1),
        ("READ", "CASE", "REFUSED", [7], 2),
    ]


def test_one_actor_does_not_use_up_anothers_sixty() -> None:
    loud, quiet = uuid4().hex, uuid4().hex
    for _ in range(61):
        book.write_refusal(entry(loud))
    assert book.write_refusal(entry(quiet)) is not None


def test_next_minute_begins_anew() -> None:
    actor = uuid4().hex
    for _ in range(61):
        last = book.write_refusal(entry(actor))
    assert last is None
    end_minute()
    assert book.write_refusal(entry(actor)) is not None


def test_a_thousand_ids_are_kept_and_the_count_goes_on() -> None:
    actor = uuid4().hex
    for _ in range(60):
        book.write_refusal(entry(actor))
    for n in range(3):
        book.write_refusal(entry(actor, *range(n * 600, n * 600 + 600)))
    end_minute()
    book.write_counted_refusals()
    ((_, _, _, ids, count),) = counted(actor)
    assert (ids, count) == (list(range(1000)), 3)


def test_counted_event_has_a_receipt() -> None:
    actor = uuid4().hex
    for _ in range(61):
        book.write_refusal(entry(actor))
    end_minute()
    book.write_counted_refusals()
    with connections["auditor"].cursor() as cursor:
        cursor.execute("SELECT id FROM ledger.event WHERE actor = %s AND body ? 'counted'", [actor])
        (number,) = cursor.fetchone()
    kept = [each.event for path in receipts.files() for each in receipts.read(path)[0]]
    assert number in kept


def test_who_tries_ids_one_after_another_is_refused_each_time(sales: User) -> None:
    actor = acting(sales, request=uuid4().hex)
    for _ in range(70):
        with pytest.raises(RecordNotVisible):
            customer_records.read(actor, new_id())
    assert len(events_of(actor.request)) == 60
    end_minute()
    book.write_counted_refusals()
    ((verb, _, _, ids, count),) = counted(encode(sales.pk))
    assert (verb, len(ids), count) == ("READ", 10, 10)


def test_log_ins_are_counted_by_address(client: Client, sales: User) -> None:
    Company.objects.create(name_zh="衡川传动")
    for n in range(62):
        client.post("/accounts/login/", {"login": f"nobody{n}", "password": "wrong"})
    end_minute()
    assert book.write_counted_refusals() == 1
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.refusal")
        assert cursor.fetchone() == (0,), "no address stays"


def test_officer_sees_how_many_one_event_stands_for(sales: User, compliance_officer: User) -> None:
    Company.objects.create(name_zh="衡川传动")
    actor = acting(sales)
    for _ in range(73):
        with pytest.raises(RecordNotVisible):
            customer_records.read(actor, new_id())
    end_minute()
    book.write_counted_refusals()
    officer = log_in(compliance_officer, purpose="")
    asked = {"actor": encode(sales.pk), "outcome": "REFUSED"}
    assert "× 13" in officer.get("/ledger/", asked).content.decode()
    found = officer.get("/api/v1/ledger/events/", asked).json()["results"]
    assert found[0]["counted"] == 13
    assert found[1]["counted"] == 1
