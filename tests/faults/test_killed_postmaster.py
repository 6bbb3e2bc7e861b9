"""F7: kill -9 of PostgreSQL's postmaster while sixteen write: what was acknowledged is there."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest

from config.embedded import services
from tests.template import ROOT

NOTE = (
    "SELECT event FROM ledger.write_note('w','READ','r','','','{7}','r-killed','ALLOWED',"
    "'{\"n\": 1}')"
)


@pytest.fixture
def own_servers(tmp_path: Path) -> Iterator[Path]:
    """A cluster of the test's own, as durable as a company's, migrated."""
    folder = tmp_path / "run"
    _embedded(folder, "start")
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v", "0"], cwd=ROOT, env=_env(folder), check=True)
    yield folder
    _embedded(folder, "clean")


def _env(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.endswith("_DATABASE_URL")}
    return kept | {
        "CUSTOS_RUN": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "CUSTOS_OWNER": "1",
        "CUSTOS_SEALER": "1",
    }


def _embedded(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "config.embedded", *arguments]
    subprocess.run(command, cwd=ROOT, env=_env(folder), check=True, capture_output=True)


def test_what_was_acknowledged_survives_kill_9_of_the_postmaster(own_servers: Path) -> None:
    url = services.start(own_servers).urls["door"]
    acknowledged: list[int] = []
    over = threading.Event()

    def write(_writer: int) -> None:
        try:
            door = psycopg2.connect(url)
            door.autocommit = True
            cursor = door.cursor()
            while not over.is_set():
                cursor.execute(NOTE)
                acknowledged.append(cursor.fetchone()[0])
        except psycopg2.Error:
            return

    with ThreadPoolExecutor(16) as pool:
        for writer in range(16):
            pool.submit(write, writer)
        end = time.monotonic() + 60
        while len(acknowledged) < 500 and time.monotonic() < end:
            time.sleep(0.05)
        os.kill(services.pids(own_servers)["postgresql"], signal.SIGKILL)
        time.sleep(1)
        over.set()
    begin = time.monotonic()
    _embedded(own_servers, "start")
    seconds = time.monotonic() - begin
    for command in ("seal", "verify_ledger"):
        option = "--once" if command == "seal" else "--whole"
        run = [sys.executable, "manage.py", command, option]
        done = subprocess.run(
            run, cwd=ROOT, env=_env(own_servers), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    with psycopg2.connect(services.start(own_servers).urls["owner"]) as owner:
        cursor = owner.cursor()
        cursor.execute("SELECT event, index FROM ledger.leaf")
        leaves = dict(cursor.fetchall())
    assert len(acknowledged) >= 500
    assert set(acknowledged) <= leaves.keys()
    assert sorted(leaves.values()) == list(range(len(leaves)))
    assert seconds < 30
