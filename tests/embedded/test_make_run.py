"""The whole product by one command: first and second start, health, and nothing left."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.embedded.conftest import PROJECT


@pytest.fixture
def port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_real_company_starts_twice_and_the_second_start_is_quick(
    run_folder: Path, port: int
) -> None:
    start_and_stop(run_folder, port)
    begin = time.monotonic()
    start_and_stop(run_folder, port)
    # The promise is 10 s on a quiet machine; the suite's other workers share this one.
    assert time.monotonic() - begin < 30
    assert (run_folder / "company").read_text() == "empty"


def start_and_stop(run_folder: Path, port: int) -> None:
    """Run until the address is printed, which follows an answer of /health/; then stop."""
    kept = {key: word for key, word in os.environ.items() if not key.startswith("CUSTOS_")}
    run = subprocess.Popen(
        [sys.executable, "-m", "config.embedded", "run"],
        cwd=PROJECT,
        env=kept | {"CUSTOS_RUN": str(run_folder), "PORT": str(port), "EMPTY": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    for line in run.stdout:
        said.append(line)
        if f"http://127.0.0.1:{port}/" in line:
            run.send_signal(signal.SIGTERM)
    assert run.wait(40) == 0, "".join(said)
    assert "stopped" in said[-1]
    assert not [line for line in said if "Error" in line or "no witness" in line]
    lines = [" ".join(each.info["cmdline"] or []) for each in psutil.process_iter(["cmdline"])]
    assert not [line for line in lines if str(run_folder) in line]
