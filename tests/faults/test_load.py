"""F11 and the figures: many writers, one sealer, a million events. CUSTOS_LOAD_SECONDS and
CUSTOS_LOAD_EVENTS make it shorter."""

import gzip
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from audit.ledger import bundle, sealing, signing_key, verify_bundle
from audit.ledger.verify import verify
from tests.faults.conftest import Installation
from tests.ledger_book.conftest import connect, environment, write_notes

pytestmark = [pytest.mark.django_db, pytest.mark.deep]

SECONDS = int(os.environ.get("CUSTOS_LOAD_SECONDS", "600"))
EVENTS = int(os.environ.get("CUSTOS_LOAD_EVENTS", "1000000"))
PROCESSES, THREADS, RATE = 4, 4, 2000

# A writer is a thread with a connection of the door's, writing at an even pace; four share a
# process. It says how many it wrote. (What Python adds to an event is measured elsewhere.)
WRITER = f"""
import os, time, psycopg2
from concurrent.futures import ThreadPoolExecutor
def write(thread):
    door = psycopg2.connect(os.environ["DOOR_DATABASE_URL"])
    door.autocommit = True
    cursor = door.cursor()
    begin, pace, n = time.monotonic(), {PROCESSES * THREADS / RATE}, 0
    while (now := time.monotonic()) < begin + {SECONDS}:
        if begin + n * pace > now:
            time.sleep(begin + n * pace - now)
        cursor.execute(NOTE)
        n += 1
    return n
NOTE = '''SELECT ledger.write_note('7F3K-9Q2M-XD4T', 'READ', 'customers.customer', 'RENEWAL',
    'grant:7F3K-9Q2M-XD4T', '{{7}}', 'r-load', 'ALLOWED', '{{"channel": "WEB"}}')'''
with ThreadPoolExecutor({THREADS}) as pool:
    print(sum(pool.map(write, range({THREADS}))))
"""
DENSE = """
    SELECT (SELECT count(*) FROM ledger.event), count(*), count(DISTINCT event), max(index) + 1,
           (SELECT count(*) FROM ledger.pending),
           (SELECT count(*) FROM ledger.event e
            WHERE NOT EXISTS (SELECT FROM ledger.leaf l WHERE l.event = e.id)),
           (SELECT size FROM ledger.checkpoint ORDER BY number DESC LIMIT 1)
    FROM ledger.leaf
"""
MANY = """
    INSERT INTO ledger.event (kind, actor, verb, resource, purpose, ids, outcome, request, body)
    SELECT 'NOTE', 'w' || n %% 143, 'READ', 'customers.customer', 'RENEWAL', ARRAY[n], 'ALLOWED',
           'r-' || n, '{"levels": {"name": "CLEAR", "contact.phone": "MASKED"}, "records": 1}'
    FROM generate_series(1, %s) n
"""


def dense() -> tuple[int, ...]:
    """Events, leaves, different ones, the end, waiting, without a leaf, signed."""
    with connect("owner") as owner, owner.cursor() as cursor:
        cursor.execute(DENSE)
        return tuple(cursor.fetchone())


def until_sealed() -> bool:
    """Nothing waits any more, within a minute."""
    for _ in range(300):
        if dense()[4] == 0:
            return True
        time.sleep(0.2)
    return False


def test_sixteen_writers_wait_little_for_their_seal(installation: Installation) -> None:
    """One transaction stays open all the while; a second sealer stands by."""
    place, env = settings.BASE_DIR, environment()
    run = [sys.executable, "manage.py", "seal"]
    sealers = [subprocess.Popen(run, cwd=place, env=env) for _ in range(2)]
    write_notes(1)
    assert until_sealed()  # they have started
    idle = connect("owner")
    idle.cursor().execute("BEGIN; SELECT pg_current_xact_id()")
    command = [sys.executable, "-c", WRITER]
    writers = [
        subprocess.Popen(command, cwd=place, env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    ages = []
    with connect("auditor") as auditor, auditor.cursor() as cursor:
        while any(writer.poll() is None for writer in writers):
            cursor.execute(
                "SELECT coalesce(extract(epoch FROM clock_timestamp() - ("
                "SELECT e.at FROM ledger.pending p JOIN ledger.event e ON e.id = p.event"
                " ORDER BY p.event LIMIT 1)), 0)"
            )
            ages.append(float(cursor.fetchone()[0]))
            time.sleep(0.2)
    written = 1 + sum(int(writer.communicate()[0]) for writer in writers)
    assert until_sealed()
    for sealer in sealers:
        sealer.kill()
        sealer.wait()
    idle.close()
    ages.sort()
    p99 = ages[int(len(ages) * 0.99)]
    print(  # noqa: T201 - the figures are what one runs it for
        f"{written} events in {SECONDS} s ({written / SECONDS:.0f}/s),"
        f" unsealed age p50 {ages[len(ages) // 2]:.2f} s, p99 {p99:.2f} s,"
        f" most {ages[-1]:.2f} s; {dense()}"
    )
    events, leaves, different, end, waiting, without, signed = dense()
    assert (waiting, without) == (0, 0)
    assert written == events == leaves == different == end == signed
    assert p99 <= 5
    assert written / SECONDS >= RATE * 0.95


def test_a_million_events_are_dense_and_an_outsider_verifies_them(
    installation: Installation, tmp_path: Path
) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        begin = time.monotonic()
        cursor.execute(MANY, [EVENTS])
    keys = signing_key.load()
    assert keys
    said = [f"written {_since(begin)}"]
    begin = time.monotonic()
    while sealing.seal_once(keys):
        pass
    said.append(f"sealed {_since(begin)}")
    assert dense() == (EVENTS, EVENTS, EVENTS, EVENTS, 0, 0, EVENTS)
    begin = time.monotonic()
    done = verify(whole=True)
    assert (done.findings, done.size) == ([], EVENTS)
    said.append(f"whole check {_since(begin)}")
    begin = time.monotonic()
    part = bundle.stretch(None, None)
    assert part
    file = tmp_path / "bundle.gz"
    with gzip.open(file, "wb", 1) as packed:
        packed.writelines(bundle.bundle(part, hidden=(), asked=1))
    said.append(f"bundle of {file.stat().st_size // 1_000_000} MB {_since(begin)}")
    begin, before = time.monotonic(), os.times().children_user
    program = [sys.executable, "-I", verify_bundle.__file__, str(file)]
    outside = subprocess.run(program, capture_output=True, text=True, check=False)
    # Its own processor's seconds: on a busy machine the clock counts the neighbours, too.
    seconds = os.times().children_user - before
    said.append(f"verified outside {_since(begin)}, {seconds:.1f} s of a processor")
    print("; ".join(said))  # noqa: T201
    assert (outside.returncode, f"{EVENTS} events" in outside.stdout) == (0, True)
    assert seconds <= 60


def _since(begin: float) -> str:
    return f"{time.monotonic() - begin:.1f} s"
