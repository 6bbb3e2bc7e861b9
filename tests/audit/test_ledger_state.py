"""The state of the ledger in words, the proofs, and the bundle: as pages and over the API."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from access.models import Company, Purpose, User
from access.public_id import encode
from audit.ledger import book, results, sealing, signing_key, verify_bundle
from audit.ledger.event import Entry, Outcome, Verb
from audit.ledger.finding import Finding
from audit.ledger.signing_key import SigningKeys
from tests.api.test_customers_api import calling
from tests.cast import log_in
from tests.ledger import events_of


@pytest.fixture(autouse=True)
def _company(db: None) -> None:
    Company.objects.create(name_zh="衡川传动")


@pytest.fixture
def keys(db: None) -> SigningKeys:
    return signing_key.load() or signing_key.make()


@pytest.fixture
def officer(compliance_officer: User, keys: SigningKeys) -> Client:
    while sealing.seal_once(keys):
        pass
    results.store("PART", size=3, seconds=0.1, findings=[])
    results.store("WHOLE", size=3, seconds=0.1, findings=[])
    results.store("SEAL", size=0, seconds=0, findings=[])
    return log_in(compliance_officer, purpose="")


def verified(folder: Path, content: bytes) -> str:
    file = folder / "file"
    file.write_bytes(content)
    command = [sys.executable, "-I", verify_bundle.__file__, str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", ["秒前封存", "通查", "无改动", "账实相符"]),
        ("en", ["Sealed", "nothing changed"]),
    ],
)
def test_quiet_ledger_says_so_in_one_line(officer: Client, language: str, words: list[str]) -> None:
    officer.cookies["django_language"] = language
    for address in ("/ledger/state/", "/ledger/"):
        page = officer.get(address).content.decode()
        for word in words:
            assert word in page, (address, word)
        assert 'class="notice alarm"' not in page


def test_the_look_at_the_state_is_an_event(officer: Client) -> None:
    (event,) = events_of(officer.get("/ledger/state/")["X-Request-ID"])
    assert (event.verb, event.body["asked"]) == ("QUERY", "state")


def test_finding_of_the_night_is_an_alarm_until_a_night_finds_nothing(officer: Client) -> None:
    bad = [Finding("content", "event 41 was changed", 40)]
    results.store("WHOLE", size=120, seconds=1.0, findings=bad)
    page = officer.get("/ledger/state/").content.decode()
    assert "这不是当初签名的那本账" in page
    assert "有账目被改过" in page
    assert "event 41 was changed" in page
    assert "这不是当初签名的那本账" in officer.get("/ledger/").content.decode()
    results.store("WHOLE", size=120, seconds=1.0, findings=[])
    assert "这不是当初签名的那本账" not in officer.get("/ledger/state/").content.decode()


def test_event_that_waits_over_a_minute_is_an_alarm(officer: Client) -> None:
    number = book.write_note(Entry(actor="w", verb=Verb.READ, resource="r"), Outcome.ALLOWED)
    assert officer.get("/ledger/state/").context["state"].alarms == ()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE ledger.event DISABLE TRIGGER event_never_changes")
        move = "UPDATE ledger.event SET at = at {} interval '61 s' WHERE id = %s"
        cursor.execute(move.format("-"), [number])
        try:
            found = officer.get("/ledger/state/")
        finally:
            cursor.execute(move.format("+"), [number])
            cursor.execute("ALTER TABLE ledger.event ENABLE TRIGGER event_never_changes")
    assert found.context["state"].alarms == ("STANDS_STILL",)
    assert "等待封存超过一分钟" in found.content.decode()


def test_check_that_is_overdue_is_said(officer: Client) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE ledger.verification SET at = at - interval '27 h'")
    assert officer.get("/ledger/state/").context["state"].warnings == ("CHECK_LATE",)


def test_folio_of_a_read_leads_to_its_proof(
    officer: Client, sales: User, customer: int, keys: SigningKeys, tmp_path: Path
) -> None:
    client = log_in(sales)
    read = client.get(f"/customers/{encode(customer)}/")
    address = f"/ledger/{read.context['folio'].event}/proof/"
    assert f'href="{address}"' in read.content.decode()
    assert "正等待封存" in client.get(address).content.decode()
    assert client.get(f"{address}file/").status_code == 404
    sealing.seal_once(keys)
    page = client.get(address).content.decode()
    assert "与封存时一致" in page
    assert "nothing changed" in verified(tmp_path, client.get(f"{address}file/").content)
    # The officer sees it on the event's own page.
    number = read.context["folio"].event
    assert "与封存时一致" in officer.get(f"/ledger/{number}/").content.decode()


def test_proof_of_anothers_act_is_absent_for_all_but_those_who_watch(
    officer: Client, sales: User, colleague: User, customer: int, keys: SigningKeys
) -> None:
    number = log_in(sales).get(f"/customers/{encode(customer)}/").context["folio"].event
    sealing.seal_once(keys)
    address = f"/ledger/{number}/proof/"
    refused = log_in(colleague).get(address)
    assert refused.status_code == 404
    assert [event.outcome for event in events_of(refused["X-Request-ID"])] == ["REFUSED"]
    assert log_in(colleague).get(f"/ledger/{10**12}/proof/").status_code == 404
    assert officer.get(address).status_code == 200


def test_bundle_verifies_and_withholds_what_the_officer_may_not_see(
    officer: Client, sales: User, customer: int, keys: SigningKeys, tmp_path: Path
) -> None:
    Purpose.objects.get_or_create(
        code="INVESTIGATION", defaults={"name_zh": "调查", "name_en": "i", "is_discreet": True}
    )
    entry = Entry(actor="x", verb=Verb.READ, resource="r", purpose="INVESTIGATION", ids=(42,))
    book.write_note(entry, Outcome.ALLOWED)
    log_in(sales).get(f"/customers/{encode(customer)}/")
    while sealing.seal_once(keys):
        pass
    answer = officer.get("/ledger/bundle/")
    content = b"".join(answer)
    said = verified(tmp_path, content)
    assert "nothing changed" in said
    assert " 0 of them withheld" not in said
    plain = gzip.decompress(content).decode()
    assert encode(sales.pk) in plain
    assert "INVESTIGATION" not in plain
    assert "泰和" not in plain
    (event,) = events_of(answer["X-Request-ID"])
    assert (event.verb, "bundle" in event.body) == ("QUERY", True)
    assert plain.splitlines()[0] == f"custos-bundle 1 {event.id}"


@pytest.mark.parametrize("asked", ["since=tomorrow", "colour=1", "until=2026-02-30"])
def test_bundle_of_no_days_is_400(officer: Client, asked: str) -> None:
    assert officer.get(f"/ledger/bundle/?{asked}").status_code == 400


def test_others_get_404_everywhere(sales: User, system_administrator: User) -> None:
    for person in (sales, system_administrator):
        for address in ("/ledger/state/", "/ledger/bundle/", "/ledger/1/proof/"):
            assert log_in(person).get(address).status_code == 404
        for address in ("state/", "bundle/", "events/1/", "events/1/proof/"):
            assert calling(person).get(f"/api/v1/ledger/{address}").status_code == 404


def test_program_asks_for_state_event_proof_and_bundle(
    officer: Client,
    compliance_officer: User,
    sales: User,
    keys: SigningKeys,
    tmp_path: Path,
    customer: int,
) -> None:
    read = calling(sales).get(f"/api/v1/customers/{encode(customer)}/").json()
    number = read["folio"]["event"]
    while sealing.seal_once(keys):
        pass
    own = calling(sales).get(f"/api/v1/ledger/events/{number}/proof/").json()
    assert (own["sealed"], own["trouble"]) == (True, "")
    assert "nothing changed" in verified(tmp_path, own["file"].encode())
    client = calling(compliance_officer)
    assert client.get(f"/api/v1/ledger/events/{number}/").json()["result"]["verb"] == "READ"
    state = client.get("/api/v1/ledger/state/").json()["state"]
    assert (state["alarms"], state["size"] > 0) == ([], True)
    content = b"".join(client.get("/api/v1/ledger/bundle/"))
    assert "nothing changed" in verified(tmp_path, content)
