"""Faults of the ledger's own processes and files, with real ones: kill -9, a full disk, a clock
set back, a witness that dies, a stolen key."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from access.models import Company, User
from access.public_id import encode
from audit.ledger import anchoring, book, checkpoint, receipts, results, sealing, signing_key
from audit.ledger.event import Entry, Outcome, Verb
from audit.ledger.sealer import EACH_ANCHOR, Sealer
from audit.ledger.signed_note import PrivateKey
from audit.ledger.verify import verify
from audit.ledger.witness_client import WitnessRefused
from audit.ledger.witness_process import start_witness
from audit.oversight.ledger_state import ledger_state
from tests.cast import log_in
from tests.faults.conftest import Installation
from tests.ledger_book.conftest import environment, leaves, write_notes

pytestmark = pytest.mark.django_db


def start_sealer() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "manage.py", "seal"]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment())


def until(fact: object, *, seconds: float = 60) -> bool:
    """Whether it comes true in time."""
    end = time.monotonic() + seconds
    while not fact():  # type: ignore[operator]
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def test_killed_sealer_goes_on_where_it_stood(installation: Installation) -> None:
    written: list[int] = []
    for _ in range(2):
        sealer = start_sealer()
        written += write_notes(40)
        assert until(lambda: len(leaves()) == len(written))  # noqa: B023 - asked at once
        written += write_notes(40)
        sealer.kill()
        sealer.wait()
    written += write_notes(5)
    installation.seal()
    assert sorted(leaves().values()) == list(range(len(written)))
    assert set(written) == leaves().keys()
    assert verify(whole=True).findings == []


def test_page_alarms_while_no_sealer_runs_and_falls_silent_after(
    installation: Installation,
) -> None:
    installation.seal()
    results.store("WHOLE", size=1, seconds=0, findings=[])
    (event,) = write_notes(1)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE ledger.event DISABLE TRIGGER event_never_changes")
        cursor.execute("UPDATE ledger.event SET at = at - interval '61 s' WHERE id = %s", [event])
        cursor.execute("ALTER TABLE ledger.event ENABLE TRIGGER event_never_changes")
    assert ledger_state().alarms == ("STANDS_STILL",)
    sealer = start_sealer()
    assert until(lambda: ledger_state().alarms == ())
    sealer.kill()
    sealer.wait()


def test_dead_witness_is_an_alarm_and_its_return_ends_it(installation: Installation) -> None:
    now = [0.0]
    sealer = Sealer(clock=lambda: now[0])
    sealer._verify = lambda: None  # type: ignore[method-assign]
    write_notes(2)
    sealer.round()
    assert anchoring.memory.anchored() is not None
    installation.witness.kill()
    installation.witness.wait()
    for _ in range(2):
        write_notes(2)
        now[0] += EACH_ANCHOR + 1
        sealer.round()
    last = results.latest("SEAL")
    assert last
    assert [each.check for each in last.findings] == ["witness"]
    seen = anchoring.memory.anchored()
    assert seen
    assert seen.size < len(leaves())  # sealing went on
    installation.witness = start_witness(installation.folder)
    now[0] += EACH_ANCHOR + 1
    sealer.round()
    last = results.latest("SEAL")
    assert last
    assert last.findings == ()
    seen = anchoring.memory.anchored()
    assert seen
    assert seen.size == len(leaves())
    assert verify(whole=True).findings == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Receipts, anchors and what was signed lie on a file system of their own, of 256 kB."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    usual = settings.CUSTOS_LEDGER_STATE
    settings.CUSTOS_LEDGER_STATE = place
    yield place
    settings.CUSTOS_LEDGER_STATE = usual
    subprocess.run(["umount", str(place)], check=True)


def _fill(place: Path) -> Path:
    filler = place / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    # The last page of the day's receipts may have room left: what is full is full.
    with suppress(OSError):
        path = receipts.file_of(datetime.now(UTC).date())
        with path.open("ab", buffering=0) as file:
            while True:
                file.write(b"\n")
    return filler


def test_full_disk_shows_no_customer_and_leaves_sign_in_and_repair(
    small_disk: Path, installation: Installation, sales: User, customer: int
) -> None:
    Company.objects.create(name_zh="衡川传动")
    own = f"/customers/{encode(customer)}/"
    client = log_in(sales)
    assert client.get(own).status_code == 200
    filler = _fill(small_disk)
    for address in (own, "/customers/"):
        answer = client.get(address)
        assert (answer.status_code, "泰和" in answer.content.decode()) == (503, False)
    assert Client().get("/health/").status_code == 200
    visitor = Client()
    assert visitor.get("/accounts/login/").status_code == 200
    named = {"login": "sales", "password": "correct horse"}
    assert visitor.post("/accounts/login/", named).status_code == 302
    # Sealing goes on and says what is wrong; the verifier runs.
    sealer = Sealer()
    sealer._verify = lambda: None  # type: ignore[method-assign]
    before = len(leaves())
    sealer.round()
    assert len(leaves()) > before
    assert ledger_state().warnings[0] == "NO_DISK"
    assert verify(whole=False, checks={"content", "presence", "root"}).findings == []
    filler.unlink()
    assert client.get(own).status_code == 200
    sealer.round()
    assert "NO_DISK" not in ledger_state().warnings
    assert verify(whole=True).findings == []


def test_clock_that_was_set_back_is_marked_and_changes_no_order(
    installation: Installation,
) -> None:
    write_notes(3)
    installation.seal()
    keys = signing_key.load()
    assert keys
    note = sealing.newest_note("sealer")
    assert note
    # The machine's clock was an hour ahead when this was sealed.
    said = checkpoint.parse(note)
    ahead = replace(said, at=said.at + timedelta(hours=1)).note([keys.current])
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE ledger.checkpoint DISABLE TRIGGER checkpoint_never_changes")
        cursor.execute("UPDATE ledger.checkpoint SET note = %s WHERE note = %s", [ahead, note])
        cursor.execute("ALTER TABLE ledger.checkpoint ENABLE TRIGGER checkpoint_never_changes")
    later = write_notes(3)
    sealed = sealing.seal_once(keys)
    assert sealed
    marked = checkpoint.parse(sealed.note)
    assert (marked.regressed, marked.at) == (True, said.at + timedelta(hours=1))
    assert [leaves()[event] for event in later] == [3, 4, 5]
    assert verify(whole=True).findings == []


def test_stolen_name_with_another_key_is_refused_and_kept_as_evidence(
    installation: Installation,
) -> None:
    write_notes(2)
    installation.seal()
    known = anchoring.memory.anchored()
    assert known
    stranger = PrivateKey.generate(known.origin)
    forged = replace(known, root=b"\3" * 32, size=known.size + 1).note([stranger])
    with pytest.raises(WitnessRefused) as refused:
        anchoring.witness().add(forged, known.size, [])
    assert refused.value.status == 403
    evidence = list((installation.folder / "witness").glob("*/evidence/*"))
    assert [forged in path.read_text() for path in evidence] == [True]


def test_witness_signs_no_fork_even_with_the_right_key(installation: Installation) -> None:
    write_notes(2)
    installation.seal()
    known, keys = anchoring.memory.anchored(), signing_key.load()
    assert known
    assert keys
    for size in (known.size, known.size + 1, known.size - 1):
        forged = replace(known, root=b"\3" * 32, size=size).note([keys.current])
        with pytest.raises(WitnessRefused):
            anchoring.witness().add(forged, known.size, [])
    assert len(list((installation.folder / "witness").glob("*/evidence/*"))) == 3


def test_rotated_key_is_followed_by_the_witness(installation: Installation) -> None:
    write_notes(2)
    installation.seal()
    signing_key.rotate()
    for _ in range(2):
        write_notes(2)
        installation.seal()
    seen = anchoring.memory.anchored()
    assert seen
    assert seen.size == len(leaves())
    assert verify(whole=True).findings == []


def test_key_that_is_gone_stops_sealing_and_says_so(installation: Installation) -> None:
    write_notes(1)
    installation.seal()
    key = Path(settings.CUSTOS_LEDGER_KEYS) / installation.name
    kept = key.rename(key.with_suffix(".kept"))
    write_notes(1)
    sealer = Sealer()
    sealer._verify = lambda: None  # type: ignore[method-assign]
    sealer.round()
    last = results.latest("SEAL")
    assert last
    assert [each.check for each in last.findings] == ["tree"]
    assert "put it back from its backup" in last.findings[0].text
    kept.rename(key)
    sealer.round()
    last = results.latest("SEAL")
    assert last
    assert last.findings == ()


def test_door_that_died_opens_again_by_itself(installation: Installation) -> None:
    entry = Entry(actor="f7", verb=Verb.READ, resource="r")
    book.write_note(entry, Outcome.ALLOWED)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = 'custos_door' AND datname = current_database()"
        )
    assert book.write_note(entry, Outcome.ALLOWED) > 0
