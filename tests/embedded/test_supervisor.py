"""Everything up together and down together, whoever is killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from config.embedded import processes, services, supervisor
from config.embedded.home import HOME
from tests.embedded.conftest import PROJECT

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def product(run_folder: Path) -> Iterator[Start]:
    """Start a supervisor whose product is a stand-in; none of it is left afterwards."""
    started = []

    def start(*, step_seconds: float = 0) -> subprocess.Popen[str]:
        command = ["-m", "tests.embedded.stand_in", str(run_folder), str(step_seconds)]
        environment = os.environ | {"PORT": str(port), "PYTHONUNBUFFERED": "1"}
        run = subprocess.Popen(
            [sys.executable, *command],
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(run)
        return run

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    yield start
    for each in started:
        each.terminate()
        each.wait(30)
    supervisor.stop(run_folder)


def read_until(run: subprocess.Popen[str], words: str) -> str:
    """What it prints up to the line with these words."""
    said = ""
    for line in run.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(said)


def left(run_folder: Path) -> list[str]:
    """The command lines of what still runs for that folder."""
    home = services._embedded(services.RunFolder(run_folder))[0]._home.path
    lines = [" ".join(each.info["cmdline"] or []) for each in psutil.process_iter(["cmdline"])]
    return [line for line in lines if str(run_folder) in line or str(home) in line]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_everything(
    product: Start, run_folder: Path, number: signal.Signals
) -> None:
    run = product()
    said = read_until(run, "Ctrl-C")
    assert "step     | prepared" in said
    run.send_signal(number)
    assert run.wait(30) == 0
    assert run.stdout.read().endswith("custos: stopped\n")
    assert left(run_folder) == []


def test_a_signal_during_the_first_start_stops_it_and_the_next_goes_on(
    product: Start, run_folder: Path
) -> None:
    run = product(step_seconds=60)
    while not processes.first_number(run_folder / "supervisor") or not services.pids(run_folder):
        time.sleep(0.02)
    run.terminate()
    assert run.wait(30) == 0
    assert left(run_folder) == []
    read_until(product(), "Ctrl-C")


def test_one_part_that_dies_takes_the_rest_with_it_in_good_order(
    product: Start, run_folder: Path
) -> None:
    run = product()
    read_until(run, "Ctrl-C")
    os.kill(services.pids(run_folder)["postgresql"], signal.SIGKILL)
    said = run.communicate(timeout=30)[0]
    assert run.returncode == 1
    assert "postgresql ended by itself" in said.splitlines()[-1]
    assert left(run_folder) == []


def test_what_a_killed_supervisor_left_is_stopped_and_its_servers_adopted(
    product: Start, run_folder: Path
) -> None:
    first = product()
    read_until(first, "Ctrl-C")
    servers = services.pids(run_folder)
    first.kill()
    first.wait()
    assert len(left(run_folder)) >= 4
    second = product()
    said = read_until(second, "Ctrl-C")
    assert "stopped `web`, left by a start that was killed" in said
    assert services.pids(run_folder) == servers


def test_a_second_supervisor_is_refused_and_stop_ends_the_first(
    product: Start, run_folder: Path, command: Start
) -> None:
    first = product()
    read_until(first, "Ctrl-C")
    said = product().communicate()[0]
    assert f"Custos runs already (process {first.pid})" in said
    assert command(run_folder, "status").wait() == 0
    assert command(run_folder, "stop").wait() == 0
    assert first.wait(30) == 0
    assert left(run_folder) == []
    assert command(run_folder, "status").wait() == 3


def test_clean_spares_a_real_company(run_folder: Path, command: Start) -> None:
    services.start(run_folder)
    (run_folder / "company").write_text("empty")
    refused = command(run_folder, "clean")
    assert "holds a real company" in refused.communicate()[0]
    assert refused.returncode == 1
    (run_folder / "company").write_text("demo, private")
    assert command(run_folder, "clean").wait() == 0
    assert not run_folder.exists()
    assert HOME.exists() is (os.geteuid() == 0 and any(HOME.glob("*/pgdata")))


def test_with_stops_only_what_it_started(run_folder: Path, command: Start) -> None:
    assert command(run_folder, "with", "--test", "--", "true").wait() == 0
    assert services.pids(run_folder) == {}
    services.start(run_folder, test=True)
    assert command(run_folder, "with", "--test", "--", "false").wait() == 1
    assert set(services.pids(run_folder)) == {"postgresql", "valkey"}
